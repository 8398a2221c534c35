/** Keeps Keycloak as wanted: the service and its configuration. */
@NullMarked
package eu.portsalliance.identity;

import org.jspecify.annotations.NullMarked;
