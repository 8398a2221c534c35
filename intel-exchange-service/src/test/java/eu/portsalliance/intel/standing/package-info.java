/** Tests of standing releases. */
@NullMarked
package eu.portsalliance.intel.standing;

import org.jspecify.annotations.NullMarked;
