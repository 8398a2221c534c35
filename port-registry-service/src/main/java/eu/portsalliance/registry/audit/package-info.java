/** The registry's own record, signed with the root key and followed by every port. */
@NullMarked
package eu.portsalliance.registry.audit;

import org.jspecify.annotations.NullMarked;
