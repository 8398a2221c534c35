/** The identity of a freight container. */
@NullMarked
package eu.portsalliance.risk.container;

import org.jspecify.annotations.NullMarked;
