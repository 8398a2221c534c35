/** One equipment event in the terms of DCSA Track and Trace. */
@NullMarked
package eu.portsalliance.risk.event;

import org.jspecify.annotations.NullMarked;
