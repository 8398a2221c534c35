/**
 * Proves from inside a cluster that a tenant works and is shut to others; {@code helm test} runs
 * it.
 */
@NullMarked
package eu.portsalliance.intel.proof;

import org.jspecify.annotations.NullMarked;
