/** The store that the gateway's replicas share; nothing of it is there with one gateway. */
@NullMarked
package eu.portsalliance.gateway.valkey;

import org.jspecify.annotations.NullMarked;
