/** For tests: PostgreSQL as in production, tokens, habits that a machine can hold. */
@NullMarked
package eu.portsalliance.testkit;

import org.jspecify.annotations.NullMarked;
