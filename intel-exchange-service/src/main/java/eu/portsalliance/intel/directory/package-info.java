/** The signed directory as it is fetched, passed on and used here. */
@NullMarked
package eu.portsalliance.intel.directory;

import org.jspecify.annotations.NullMarked;
