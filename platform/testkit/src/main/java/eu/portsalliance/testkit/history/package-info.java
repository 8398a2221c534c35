/** What clients did and what readers were shown under faults, and whether that can be so. */
@NullMarked
package eu.portsalliance.testkit.history;

import org.jspecify.annotations.NullMarked;
