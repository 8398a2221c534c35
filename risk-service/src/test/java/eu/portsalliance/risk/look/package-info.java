/** Tests of looks. */
@NullMarked
package eu.portsalliance.risk.look;

import org.jspecify.annotations.NullMarked;
