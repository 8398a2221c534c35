/**
 * Verified caller, purpose and case, idempotent writes and audit rows: what every service needs
 * before it looks at a request.
 */
@NullMarked
package eu.portsalliance.access;

import org.jspecify.annotations.NullMarked;
