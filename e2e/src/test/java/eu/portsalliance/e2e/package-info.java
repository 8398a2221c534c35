/**
 * What the whole alliance does, seen from outside: in a browser as people use it, and over HTTP as
 * machines do. The tests look at an alliance that runs already and never start one; {@code
 * ./alliance test} does.
 */
@NullMarked
package eu.portsalliance.e2e;

import org.jspecify.annotations.NullMarked;
