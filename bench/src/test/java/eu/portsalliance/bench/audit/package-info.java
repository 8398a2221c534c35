@NullMarked
package eu.portsalliance.bench.audit;

import org.jspecify.annotations.NullMarked;
