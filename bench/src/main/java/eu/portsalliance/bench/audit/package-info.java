/** What the audit record costs those who write, and how fast it is checked. */
@NullMarked
package eu.portsalliance.bench.audit;

import org.jspecify.annotations.NullMarked;
