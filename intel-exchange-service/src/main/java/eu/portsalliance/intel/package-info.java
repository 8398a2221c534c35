/** The intel exchange of one port. */
@NullMarked
package eu.portsalliance.intel;

import org.jspecify.annotations.NullMarked;
