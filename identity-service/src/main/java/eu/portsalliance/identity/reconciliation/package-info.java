/** When the realm is matched, by which replica, what came of it, and who may read that. */
@NullMarked
package eu.portsalliance.identity.reconciliation;

import org.jspecify.annotations.NullMarked;
