/** Alerts that the port's own exchange hands over: followed, verified, kept, withdrawn. */
@NullMarked
package eu.portsalliance.risk.alert;

import org.jspecify.annotations.NullMarked;
