@NullMarked
package eu.portsalliance.problem;

import org.jspecify.annotations.NullMarked;
