package eu.portsalliance.risk;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this service talks to its database, wherever that is. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

  /**
   * No statement runs for ever. And none is run by a plan of yesterday: the driver prepares what it
   * sends, and a plan made while the tables were small would be kept until somebody analyses them.
   * A batch of thousands of rows pays for its own planning many times over.
   */
  @Bean
  ConnectionFactoryOptionsBuilderCustomizer statements() {
    return builder ->
        builder
            .option(PostgresqlConnectionFactoryProvider.STATEMENT_TIMEOUT, LONGEST_STATEMENT)
            .option(
                PostgresqlConnectionFactoryProvider.OPTIONS,
                Map.of("plan_cache_mode", "force_custom_plan"));
  }
}
