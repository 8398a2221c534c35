@NullMarked
package eu.portsalliance.bench.propagation;

import org.jspecify.annotations.NullMarked;
