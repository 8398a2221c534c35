/** Alerts as people write, release and read them. */
@NullMarked
package eu.portsalliance.intel.alert;

import org.jspecify.annotations.NullMarked;
