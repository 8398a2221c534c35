/** Tests. */
@NullMarked
package eu.portsalliance.risk.testing;

import org.jspecify.annotations.NullMarked;
