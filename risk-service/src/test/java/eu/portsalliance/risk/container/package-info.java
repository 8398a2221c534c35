/** Tests. */
@NullMarked
package eu.portsalliance.risk.container;

import org.jspecify.annotations.NullMarked;
