/** Problem details for HTTP APIs (RFC 9457), from a closed list of types. */
@NullMarked
package eu.portsalliance.problem;

import org.jspecify.annotations.NullMarked;
