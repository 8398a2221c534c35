/** Benchmarks of the alliance, each run beside its peer on an instance of its own. */
@NullMarked
package eu.portsalliance.bench;

import org.jspecify.annotations.NullMarked;
