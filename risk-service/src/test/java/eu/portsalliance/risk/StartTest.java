package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.access.Columns;
import eu.portsalliance.risk.testing.FakeExchange;
import eu.portsalliance.risk.testing.RiskClient;
import eu.portsalliance.risk.testing.TestKeys;
import eu.portsalliance.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.r2dbc.core.DatabaseClient;

/** The process as its starter runs it: one YAML file and nothing else. */
class StartTest {
  private static final TestPostgres.Database DATABASE = TestPostgres.database("start");

  @TempDir private Path folder;

  @Test
  void itStartsFromOneFileAndStopsAgain() throws IOException {
    try (ConfigurableApplicationContext context = start("")) {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

      assertThat(new RiskClient(port).outsideContract("/actuator/health/readiness").status())
          .isEqualTo(200);
      assertThat(new RiskClient(port).outsideContract("/actuator/health/liveness").status())
          .isEqualTo(200);
      assertThat(
              context
                  .getBean(DatabaseClient.class)
                  .sql("show statement_timeout")
                  .map(row -> Columns.get(row, "statement_timeout", String.class))
                  .one()
                  .block(Duration.ofSeconds(5)))
          .isEqualTo("10s");
    }
  }

  @Test
  void aKeyThatNobodyReadsStopsTheStart() {
    assertThatThrownBy(() -> start("alliance.risk.sped: 3\n"))
        .hasStackTraceContaining("alliance.risk.sped");
    assertThatThrownBy(() -> start("alliance.risk.findings.long-stant: 3d\n"))
        .hasStackTraceContaining("alliance.risk.findings.long-stant");
    assertThatThrownBy(() -> start("alliance.risk.last-chance.near: 0s\n"))
        .hasStackTraceContaining("alliance.risk.last-chance.near: give a time above zero");
  }

  private ConfigurableApplicationContext start(String more) throws IOException {
    String yaml =
        """
        server: {port: 0, address: 127.0.0.1}
        spring.r2dbc: {url: "%s", username: "%s", password: "%s"}
        spring.flyway: {url: "%s", user: "%s", password: "%s", placeholders: {service_role: "%s"}}
        alliance.access: {port: NLRTM, issuer: "http://issuer.test/realms/alliance",
          jwk-set-uri: "http://issuer.test/certs",
          hash-key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}
        alliance.directory: {root-key-file: "%s"}
        alliance.risk: {signing-key-file: "%s", exchange: "%s"}
        """
            .formatted(
                DATABASE.r2dbcUrl(),
                DATABASE.name(),
                DATABASE.password(),
                DATABASE.jdbcUrl(),
                DATABASE.owner(),
                DATABASE.password(),
                DATABASE.name(),
                TestKeys.file(TestKeys.ROOT, false),
                TestKeys.file(TestKeys.RISK, true),
                new FakeExchange().url());
    Path file = Files.writeString(folder.resolve("risk.yaml"), yaml + more);
    return SpringApplication.run(
        new Class<?>[] {RiskApplication.class, OwnConnections.class},
        new String[] {"--spring.config.additional-location=file:" + file});
  }

  /** What ends with a service that is stopped here is its own, not that of the other tests. */
  @Configuration(proxyBeanMethods = false)
  static class OwnConnections {

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
      ReactorResourceFactory connections = new ReactorResourceFactory();
      connections.setUseGlobalResources(false);
      return connections;
    }
  }
}
