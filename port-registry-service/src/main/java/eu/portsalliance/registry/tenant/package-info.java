@NullMarked
package eu.portsalliance.registry.tenant;

import org.jspecify.annotations.NullMarked;
