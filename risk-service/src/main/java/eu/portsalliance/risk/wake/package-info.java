/** Tells whoever shows the ranking that it may have changed, on this replica and the others. */
@NullMarked
package eu.portsalliance.risk.wake;

import org.jspecify.annotations.NullMarked;
