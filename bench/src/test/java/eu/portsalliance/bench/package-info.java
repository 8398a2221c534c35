@NullMarked
package eu.portsalliance.bench;

import org.jspecify.annotations.NullMarked;
