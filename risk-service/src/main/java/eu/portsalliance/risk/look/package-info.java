/**
 * What looking at boxes costs and causes: an allowance for each person, a silent word to owners.
 */
@NullMarked
package eu.portsalliance.risk.look;

import org.jspecify.annotations.NullMarked;
