/** Ports, terminals and organisations, for members to look up. */
@NullMarked
package eu.portsalliance.registry.members;

import org.jspecify.annotations.NullMarked;
