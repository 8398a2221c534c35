/** Who is in the alliance, and the signed directory that every port trusts. */
@NullMarked
package eu.portsalliance.registry;

import org.jspecify.annotations.NullMarked;
