package eu.portsalliance.telemetry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether a service tells how it does.
 *
 * @param enabled whether it counts and traces; off, since that takes a twentieth of the processor
 * @param boundary whether its callers are strangers: then their traces are linked and not continued
 */
@ConfigurationProperties(prefix = TelemetryProperties.PREFIX, ignoreUnknownFields = false)
record TelemetryProperties(
    @DefaultValue("false") boolean enabled, @DefaultValue("false") boolean boundary) {

  static final String PREFIX = "alliance.telemetry";
  static final String ENABLED = PREFIX + ".enabled";
}
