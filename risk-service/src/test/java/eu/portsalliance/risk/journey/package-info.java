/** Tests. */
@NullMarked
package eu.portsalliance.risk.journey;

import org.jspecify.annotations.NullMarked;
