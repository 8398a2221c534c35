/** Sign-in, where it is not seen through HTTP. */
@NullMarked
package eu.portsalliance.gateway.signin;

import org.jspecify.annotations.NullMarked;
