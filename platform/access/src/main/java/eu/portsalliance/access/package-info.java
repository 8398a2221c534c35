/**
 * Verified caller, purpose and case, idempotent writes, audit rows, assertions between ports and
 * the signed directory: what every service needs before it looks at a request.
 */
@NullMarked
package eu.portsalliance.access;

import org.jspecify.annotations.NullMarked;
