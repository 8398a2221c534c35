/** The issuer of tokens is away: since when, what goes on meanwhile, and by what proof. */
@NullMarked
package eu.portsalliance.gateway.outage;

import org.jspecify.annotations.NullMarked;
