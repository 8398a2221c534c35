/** Who passes: Bearer tokens, cookie sessions, and the paths that need neither. */
@NullMarked
package eu.portsalliance.gateway.access;

import org.jspecify.annotations.NullMarked;
