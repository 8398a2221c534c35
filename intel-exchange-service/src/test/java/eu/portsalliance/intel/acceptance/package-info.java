@NullMarked
package eu.portsalliance.intel.acceptance;

import org.jspecify.annotations.NullMarked;
