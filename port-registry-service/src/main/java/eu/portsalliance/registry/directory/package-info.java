/** The signed directory: read from the tables, signed, kept and served. */
@NullMarked
package eu.portsalliance.registry.directory;

import org.jspecify.annotations.NullMarked;
