/**
 * What people do with an alert that they received: acknowledge, sort away for their own
 * organisation, report a sighting.
 */
@NullMarked
package eu.portsalliance.intel.work;

import org.jspecify.annotations.NullMarked;
