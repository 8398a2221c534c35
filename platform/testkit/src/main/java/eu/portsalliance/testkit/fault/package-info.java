/** Faults done to the parts of an alliance: to their connections and to their processes. */
@NullMarked
package eu.portsalliance.testkit.fault;

import org.jspecify.annotations.NullMarked;
