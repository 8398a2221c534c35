/** A real alliance of three ports that is broken on purpose, and whether anything of it shows. */
@NullMarked
package eu.portsalliance.bench.faults;

import org.jspecify.annotations.NullMarked;
