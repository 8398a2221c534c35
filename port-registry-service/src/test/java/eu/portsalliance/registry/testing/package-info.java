/** What the tests of this service share. */
@NullMarked
package eu.portsalliance.registry.testing;

import org.jspecify.annotations.NullMarked;
