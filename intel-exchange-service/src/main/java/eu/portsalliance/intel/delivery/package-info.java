/** The delivery log: for each recipient class, what became visible to it, in which order. */
@NullMarked
package eu.portsalliance.intel.delivery;

import org.jspecify.annotations.NullMarked;
