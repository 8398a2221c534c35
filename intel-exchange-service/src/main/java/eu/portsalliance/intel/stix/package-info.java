/** STIX 2.1 as it crosses: written once, read with suspicion. */
@NullMarked
package eu.portsalliance.intel.stix;

import org.jspecify.annotations.NullMarked;
