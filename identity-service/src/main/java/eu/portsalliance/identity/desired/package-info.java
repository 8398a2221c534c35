/** What the identity provider should hold, as written in the desired-state file. */
@NullMarked
package eu.portsalliance.identity.desired;

import org.jspecify.annotations.NullMarked;
