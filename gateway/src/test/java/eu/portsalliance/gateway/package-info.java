/** The gateway through HTTP, with a real issuer's protocol and a service behind. */
@NullMarked
package eu.portsalliance.gateway;

import org.jspecify.annotations.NullMarked;
