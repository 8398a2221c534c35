/** Tests. */
@NullMarked
package eu.portsalliance.risk.wake;

import org.jspecify.annotations.NullMarked;
