/** Tests. */
@NullMarked
package eu.portsalliance.risk.chance;

import org.jspecify.annotations.NullMarked;
