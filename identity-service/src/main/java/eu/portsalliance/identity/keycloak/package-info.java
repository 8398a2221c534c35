/**
 * Makes one Keycloak realm match the desired state, and says what it changed.
 *
 * <p>Each matcher reads what is there, compares it with what is wanted and writes the difference
 * only, so that a second run changes nothing. What was done by hand to a managed thing is put back;
 * brokers, clients and people that nobody wants are disabled, not deleted, so that a mistake in the
 * file can be mended.
 */
@NullMarked
package eu.portsalliance.identity.keycloak;

import org.jspecify.annotations.NullMarked;
