@NullMarked
package eu.portsalliance.access;

import org.jspecify.annotations.NullMarked;
