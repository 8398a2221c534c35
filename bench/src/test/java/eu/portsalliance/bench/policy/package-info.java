@NullMarked
package eu.portsalliance.bench.policy;

import org.jspecify.annotations.NullMarked;
