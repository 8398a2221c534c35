/** The score of a box and the order of all boxes, each for the class of its reader. */
@NullMarked
package eu.portsalliance.risk.ranking;

import org.jspecify.annotations.NullMarked;
