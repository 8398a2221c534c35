@NullMarked
package eu.portsalliance.bench.startup;

import org.jspecify.annotations.NullMarked;
