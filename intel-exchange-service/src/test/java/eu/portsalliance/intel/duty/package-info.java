/** Tests of the duty desk. */
@NullMarked
package eu.portsalliance.intel.duty;

import org.jspecify.annotations.NullMarked;
