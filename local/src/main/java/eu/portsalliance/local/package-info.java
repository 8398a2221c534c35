/** The alliance on one machine: what {@code ./alliance} starts, watches and ends. */
@NullMarked
package eu.portsalliance.local;

import org.jspecify.annotations.NullMarked;
