/** Requests for information between ports: who asked whom, until when, and who has answered. */
@NullMarked
package eu.portsalliance.intel.request;

import org.jspecify.annotations.NullMarked;
