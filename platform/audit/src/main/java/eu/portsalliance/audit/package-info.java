/**
 * What was recorded cannot be taken back: audit rows are sealed into a Merkle tree (RFC 9162,
 * section 2.1), its heads are signed and handed to others, and anybody with public keys can check
 * an export against them (docs/audit.md).
 */
@NullMarked
package eu.portsalliance.audit;

import org.jspecify.annotations.NullMarked;
