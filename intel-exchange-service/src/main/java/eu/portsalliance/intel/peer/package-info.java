/** The exchange between ports: hints, pulls, receipts, quarantine. */
@NullMarked
package eu.portsalliance.intel.peer;

import org.jspecify.annotations.NullMarked;
