package eu.portsalliance.identity.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.identity.Examples;
import eu.portsalliance.identity.IdentityApplication;
import eu.portsalliance.testkit.ContractClient.Answer;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service while Keycloak does not answer. */
@SpringBootTest(
    classes = IdentityApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://issuer.test/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "alliance.identity.keycloak=http://localhost:1",
      "alliance.identity.client-id=identity-service",
      "alliance.identity.client-secret=unused",
      "alliance.identity.watch=100ms",
      "alliance.identity.longest-retry=1s"
    })
@Import({PostgresTestConfiguration.class, TokenTestConfiguration.class})
class KeycloakAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  @Autowired private TestPostgres.Database database;

  @DynamicPropertySource
  static void identity(DynamicPropertyRegistry registry) throws IOException {
    Path file = folder.resolve("desired-state.yaml");
    Files.writeString(file, Examples.text());
    registry.add("alliance.identity.desired-state", () -> file);
  }

  @Test
  void the_service_is_ready_and_tries_again_and_says_why() {
    assertThat(new StateClient(port).status("/actuator/health/readiness")).isEqualTo(200);

    await().atMost(PATIENCE).until(() -> state().text("outcome").equals("failed"));
    assertThat(state().text("reason")).isEqualTo("Keycloak does not answer at http://localhost:1.");
    Instant first = Instant.parse(state().text("at"));
    await().atMost(PATIENCE).until(() -> Instant.parse(state().text("at")).isAfter(first));
  }

  @Test
  void a_replica_waits_while_another_reconciles() throws SQLException {
    try (Connection other = database.asService();
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(%d)".formatted(Reconciliations.LOCK));
      String before = state().body();

      await()
          .during(Duration.ofSeconds(2))
          .atMost(PATIENCE)
          .until(() -> state().body().equals(before));
    }
    String held = state().body();
    await().atMost(PATIENCE).until(() -> !state().body().equals(held));
  }

  private Answer state() {
    return new StateClient(port)
        .state(
            TestTokens.person("be-coordinator", "be-federal-police")
                .atAlliance()
                .roles("coordinator")
                .bearer());
  }
}
