/** How events come in: DCSA messages read, checked item by item, kept once. */
@NullMarked
package eu.portsalliance.risk.intake;

import org.jspecify.annotations.NullMarked;
