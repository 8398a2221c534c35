package eu.portsalliance.telemetry;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves meters and observations out unless they are asked for: a registry that nobody reads takes
 * memory, and an observation of each request a twentieth of the processor.
 */
final class MetricsWhenAsked implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String METERS = "org.springframework.boot.micrometer.";

  private boolean asked;

  @Override
  public void setEnvironment(Environment environment) {
    asked = environment.getProperty(TelemetryProperties.ENABLED, Boolean.class, false);
  }

  @Override
  public boolean[] match(
      @Nullable String[] configurations, AutoConfigurationMetadata autoConfigurationMetadata) {
    boolean[] matches = new boolean[configurations.length];
    for (int i = 0; i < configurations.length; i++) {
      String name = configurations[i];
      matches[i] = asked || name == null || !name.startsWith(METERS);
    }
    return matches;
  }
}
