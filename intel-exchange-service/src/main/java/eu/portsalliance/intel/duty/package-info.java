/** The duty desk: what it has to be told of, who sits there, and how it is told without content. */
@NullMarked
package eu.portsalliance.intel.duty;

import org.jspecify.annotations.NullMarked;
