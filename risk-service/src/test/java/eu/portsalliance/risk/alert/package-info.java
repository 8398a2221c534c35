/** Tests. */
@NullMarked
package eu.portsalliance.risk.alert;

import org.jspecify.annotations.NullMarked;
