/** Boxes and the risk that the port sees in them: the process, its settings, its clock. */
@NullMarked
package eu.portsalliance.risk;

import org.jspecify.annotations.NullMarked;
