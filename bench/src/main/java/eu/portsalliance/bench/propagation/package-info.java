/** How long an alert takes from its release to everybody who may see it. */
@NullMarked
package eu.portsalliance.bench.propagation;

import org.jspecify.annotations.NullMarked;
