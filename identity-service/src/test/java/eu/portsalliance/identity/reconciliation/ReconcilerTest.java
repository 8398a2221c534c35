package eu.portsalliance.identity.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.identity.Examples;
import eu.portsalliance.identity.IdentityApplication;
import eu.portsalliance.testkit.ContractClient.Answer;
import eu.portsalliance.testkit.Endpoints;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestKeycloak;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The whole service on a real Keycloak and a real PostgreSQL. */
@SpringBootTest(
    classes = IdentityApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://issuer.test/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "alliance.identity.client-id=" + TestKeycloak.ADMIN_CLIENT,
      "alliance.identity.client-secret=" + TestKeycloak.ADMIN_SECRET,
      "alliance.identity.watch=200ms",
      "alliance.identity.interval=1h"
    })
@Import({PostgresTestConfiguration.class, TokenTestConfiguration.class})
class ReconcilerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String COORDINATOR =
      TestTokens.person("be-coordinator", "be-federal-police")
          .atAlliance()
          .roles("coordinator")
          .bearer();

  private static final String AUDITORS = "hasAnyAuthority('auditor', 'alliance-auditor')";

  @TempDir private static Path folder;

  private static String sound = "";

  @LocalServerPort private int port;
  @Autowired private TestPostgres.Database database;
  @Autowired private Flyway flyway;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @DynamicPropertySource
  static void identity(DynamicPropertyRegistry registry) throws IOException {
    sound = Examples.text(TestKeycloak.base().toString(), "alliance-service");
    write(sound);
    registry.add("alliance.identity.keycloak", TestKeycloak::base);
    registry.add("alliance.identity.desired-state", () -> folder.resolve("desired-state.yaml"));
  }

  /** As a careful writer does: the file is never half there. */
  private static void write(String text) throws IOException {
    Path draft = folder.resolve("draft.yaml");
    Files.writeString(draft, text);
    Files.move(draft, folder.resolve("desired-state.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  @BeforeEach
  void theFirstRunHasEnded() throws IOException {
    write(sound);
    await()
        .atMost(PATIENCE)
        .until(() -> List.of("matched", "changed").contains(state().text("outcome")));
  }

  @Test
  void the_first_run_leaves_an_audit_row_that_says_what_it_made() {
    assertThat(auditedChanges())
        .contains("made realm alliance-service", "made person de-officer")
        .noneMatch(change -> change.contains("-secret"));
    assertThat(state().json().has("reason")).isFalse();
  }

  @Test
  void a_changed_file_is_matched_without_a_restart() throws IOException {
    write(sound.replace("Liaison officer, Belgian", "Liaison, Belgian"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(auditedChanges()).contains("put back person be-liaison: firstName"));
  }

  @Test
  void a_broken_file_is_answered_with_a_sentence_and_the_last_sound_one_stays() throws IOException {
    write(sound + "\nkingdom: alliance\n");

    await().atMost(PATIENCE).until(() -> state().text("outcome").equals("failed"));
    assertThat(state().text("reason")).contains("unknown key `kingdom`", "realm");
  }

  @Test
  void nobody_but_coordinators_and_auditors_of_the_alliance_may_read_the_state() {
    StateClient client = new StateClient(port);
    TestTokens.Builder auditor = TestTokens.person("be-coordinator", "be-federal-police");

    assertThat(client.state(auditor.atAlliance().roles("alliance-auditor").bearer()).status())
        .isEqualTo(200);
    assertThat(
            client
                .state(TestTokens.person("x", "de-customs").atAlliance().roles("other").bearer())
                .status())
        .isEqualTo(403);
    assertThat(
            client
                .state(
                    TestTokens.person("x", "de-customs").at("DEHAM").roles("coordinator").bearer())
                .status())
        .isEqualTo(401);
    assertThat(client.state("").status()).isEqualTo(401);
  }

  @Test
  void who_may_call_what_is_this_and_nothing_else() {
    assertThat(Endpoints.of(mappings))
        .containsExactly(
            "GET /api/identity/audit/heads " + AUDITORS,
            "GET /api/identity/audit/log " + AUDITORS,
            "GET /api/identity/audit/records " + AUDITORS,
            "GET /api/identity/audit/report " + AUDITORS,
            "GET /api/identity/state hasAnyAuthority('coordinator','alliance-auditor')");
  }

  @Test
  void migrating_again_changes_nothing() {
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }

  private Answer state() {
    return new StateClient(port).state(COORDINATOR);
  }

  private List<String> auditedChanges() {
    return database.rows(
        "select unnest(ids) from audit_record where act = 'ALTERATION'"
            + " and actor = 'identity-service'");
  }
}
