/** People's sessions: sign-in through their agency, token refresh, sign-out. */
@NullMarked
package eu.portsalliance.gateway.signin;

import org.jspecify.annotations.NullMarked;
