@NullMarked
package eu.portsalliance.bench.faults;

import org.jspecify.annotations.NullMarked;
