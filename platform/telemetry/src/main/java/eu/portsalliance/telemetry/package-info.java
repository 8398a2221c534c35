/**
 * Metrics, traces and logs of a service: nothing of it is there until {@code
 * alliance.telemetry.enabled} asks for it (docs/operations/telemetry.md).
 */
@NullMarked
package eu.portsalliance.telemetry;

import org.jspecify.annotations.NullMarked;
