/**
 * What every benchmark needs: an instance of its own, an open-loop schedule, figures and reports.
 */
@NullMarked
package eu.portsalliance.bench.harness;

import org.jspecify.annotations.NullMarked;
