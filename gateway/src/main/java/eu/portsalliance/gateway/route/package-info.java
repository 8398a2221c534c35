/** What goes to which service, with which limits. */
@NullMarked
package eu.portsalliance.gateway.route;

import org.jspecify.annotations.NullMarked;
