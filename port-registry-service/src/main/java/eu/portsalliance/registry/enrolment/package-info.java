/** How a port's key and address come into the directory: by proof of possession. */
@NullMarked
package eu.portsalliance.registry.enrolment;

import org.jspecify.annotations.NullMarked;
