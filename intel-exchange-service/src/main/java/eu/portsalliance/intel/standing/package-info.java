/** Standing releases: what machines disclose to other ports without two people for each. */
@NullMarked
package eu.portsalliance.intel.standing;

import org.jspecify.annotations.NullMarked;
