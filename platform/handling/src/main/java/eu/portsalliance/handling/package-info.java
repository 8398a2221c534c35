/** The one policy: who may see what, for what, and what it may cause. Pure, total, no I/O. */
@NullMarked
package eu.portsalliance.handling;

import org.jspecify.annotations.NullMarked;
