/** The oracle: tables written by hand from the standards. Nothing here knows the policy's code. */
@NullMarked
package eu.portsalliance.table;

import org.jspecify.annotations.NullMarked;
