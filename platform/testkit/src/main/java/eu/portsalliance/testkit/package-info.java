/** For tests: PostgreSQL as in production, Keycloak, tokens, contracts, habits. */
@NullMarked
package eu.portsalliance.testkit;

import org.jspecify.annotations.NullMarked;
