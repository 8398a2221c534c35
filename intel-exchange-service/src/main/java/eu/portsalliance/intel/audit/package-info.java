/** Signs the logs of this port's services and watches those of other ports. */
@NullMarked
package eu.portsalliance.intel.audit;

import org.jspecify.annotations.NullMarked;
