/** How fast the policy decides. */
@NullMarked
package eu.portsalliance.bench.policy;

import org.jspecify.annotations.NullMarked;
