/** Has the duty desks rung when the last chance to control a box under an alert is near. */
@NullMarked
package eu.portsalliance.risk.chance;

import org.jspecify.annotations.NullMarked;
