@NullMarked
package eu.portsalliance.peers;

import org.jspecify.annotations.NullMarked;
