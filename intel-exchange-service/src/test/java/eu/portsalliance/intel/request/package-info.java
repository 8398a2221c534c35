/** Tests of requests for information. */
@NullMarked
package eu.portsalliance.intel.request;

import org.jspecify.annotations.NullMarked;
