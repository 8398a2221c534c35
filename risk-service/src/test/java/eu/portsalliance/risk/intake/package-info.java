/** Tests. */
@NullMarked
package eu.portsalliance.risk.intake;

import org.jspecify.annotations.NullMarked;
