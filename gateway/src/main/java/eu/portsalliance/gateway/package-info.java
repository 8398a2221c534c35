/** The front door of a port or of the alliance plane. */
@NullMarked
package eu.portsalliance.gateway;

import org.jspecify.annotations.NullMarked;
