/** What is told of the store. */
@NullMarked
package eu.portsalliance.gateway.valkey;

import org.jspecify.annotations.NullMarked;
