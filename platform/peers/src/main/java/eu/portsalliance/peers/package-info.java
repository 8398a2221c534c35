/**
 * How ports and a port's own services know each other: keys, compact signatures, assertions bound
 * to one request, and the directory that says whose key is whose (docs/protocol/peer-v1.md).
 */
@NullMarked
package eu.portsalliance.peers;

import org.jspecify.annotations.NullMarked;
