/**
 * How tests, benchmarks and the demonstration talk to a running alliance: over its public
 * addresses, with real tokens.
 */
@NullMarked
package eu.portsalliance.local.client;

import org.jspecify.annotations.NullMarked;
