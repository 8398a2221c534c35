/** The portal's pages, its import map and content policy, and the pages of the problem types. */
@NullMarked
package eu.portsalliance.gateway.portal;

import org.jspecify.annotations.NullMarked;
