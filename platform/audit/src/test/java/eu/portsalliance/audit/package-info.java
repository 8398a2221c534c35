@NullMarked
package eu.portsalliance.audit;

import org.jspecify.annotations.NullMarked;
