/** Tests. */
@NullMarked
package eu.portsalliance.risk.ranking;

import org.jspecify.annotations.NullMarked;
