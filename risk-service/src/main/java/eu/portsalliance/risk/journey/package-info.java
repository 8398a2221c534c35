/** The trip of one box through this port, folded from its events, and what is odd about it. */
@NullMarked
package eu.portsalliance.risk.journey;

import org.jspecify.annotations.NullMarked;
