/** Tests. */
@NullMarked
package eu.portsalliance.risk;

import org.jspecify.annotations.NullMarked;
