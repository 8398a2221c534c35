/** How long the alliance takes to start, and how much memory it holds. */
@NullMarked
package eu.portsalliance.bench.startup;

import org.jspecify.annotations.NullMarked;
