package eu.portsalliance.peers;

import eu.portsalliance.access.AccessAutoConfiguration;
import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.lease.Leases;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;

/** Lets ports and services in by their assertions, in a service that says whose keys it trusts. */
@AutoConfiguration(before = AccessAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class PeersAutoConfiguration {

  @Bean
  Assertions assertions(Clock clock) {
    return new Assertions(clock);
  }

  @Bean
  @ConditionalOnBean(Assertions.Keys.class)
  SeenAssertions seenAssertions(DatabaseClient database) {
    return new SeenAssertions(database);
  }

  @Bean
  @ConditionalOnBean(Assertions.Keys.class)
  Housekeeping seenAssertionsHousekeeping(DatabaseClient database, Leases leases) {
    return new Housekeeping(
        database,
        leases,
        """
        delete from seen_assertion where jti in
          (select jti from seen_assertion where expires < now() limit 10000)
        """);
  }

  /** Applied by Spring Security to the one chain that access builds. */
  @Bean
  @ConditionalOnBean(Assertions.Keys.class)
  Customizer<ServerHttpSecurity> assertionAuthentication(
      Assertions assertions,
      AccessProperties properties,
      Assertions.Keys keys,
      SeenAssertions seen) {
    var filter =
        new AssertionAuthentication(assertions, properties.ownPort().orElseThrow(), keys, seen);
    return http -> http.addFilterAt(filter, SecurityWebFiltersOrder.HTTP_BASIC);
  }
}
