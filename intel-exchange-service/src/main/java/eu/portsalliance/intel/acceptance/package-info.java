/** Acceptance of peers: two people of this port, before a peer is sent more than GREEN. */
@NullMarked
package eu.portsalliance.intel.acceptance;

import org.jspecify.annotations.NullMarked;
