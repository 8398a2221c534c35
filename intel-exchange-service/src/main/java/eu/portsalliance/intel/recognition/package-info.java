/** Container numbers found in what people paste from mails and lists. */
@NullMarked
package eu.portsalliance.intel.recognition;

import org.jspecify.annotations.NullMarked;
