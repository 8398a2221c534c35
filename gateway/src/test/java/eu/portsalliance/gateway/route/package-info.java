/** What stands before the routes. */
@NullMarked
package eu.portsalliance.gateway.route;

import org.jspecify.annotations.NullMarked;
