/**
 * Work that one process of a service does for all of them: who does it, and that nobody does it who
 * was it before (docs/decisions/0012-leases.md).
 */
@NullMarked
package eu.portsalliance.access.lease;

import org.jspecify.annotations.NullMarked;
