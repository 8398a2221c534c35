/** The charts, rendered as a cluster would get them, and held against the rules one by one. */
@NullMarked
package eu.portsalliance.helm;

import org.jspecify.annotations.NullMarked;
