/** Alerts found by text, facet and shared indicator, as far as the reader may see them. */
@NullMarked
package eu.portsalliance.intel.search;

import org.jspecify.annotations.NullMarked;
