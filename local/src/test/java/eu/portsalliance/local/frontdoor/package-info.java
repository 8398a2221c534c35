/**
 * The front door as somebody at the keyboard uses it: the script, the supervisor and PostgreSQL are
 * the real ones, Keycloak and the services are small stand-ins.
 */
@org.jspecify.annotations.NullMarked
package eu.portsalliance.local.frontdoor;
