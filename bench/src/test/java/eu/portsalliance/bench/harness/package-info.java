@NullMarked
package eu.portsalliance.bench.harness;

import org.jspecify.annotations.NullMarked;
