package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A Job by the owning role changes the schema; the service's role cannot. */
class MigrationsTest {
  private static final Map<String, String> SERVICES =
      Map.of(
          "migrate-intel", "intel-exchange-service",
          "migrate-risk", "risk-service",
          "migrate-registry", "port-registry-service",
          "migrate-identity", "identity-service");

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyDatabaseIsMigratedByAJobOfTheSameImage(Rendered rendered) {
    assertThat(rendered.of("Job"))
        .hasSize(2)
        .allSatisfy(
            job -> {
              Rendered.Thing service =
                  rendered.one("Deployment", SERVICES.getOrDefault(job.component(), "?"));
              assertThat(job.podSpec().at("/containers/0/image"))
                  .isEqualTo(service.podSpec().at("/containers/0/image"));
              assertThat(job.podSpec().at("/containers/0/args"))
                  .hasToString("[\"--alliance.database=migrate\"]");
              assertThat(job.podSpec().path("restartPolicy").asText()).isEqualTo("Never");
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theServiceChecksAndHasNotTheOwnersPassword(Rendered rendered) {
    SERVICES.values().stream()
        .filter(name -> rendered.deployables().anyMatch(thing -> thing.component().equals(name)))
        .forEach(
            name -> {
              assertThat(rendered.configuration(name).at("/alliance/database").asText())
                  .isEqualTo("check");
              assertThat(rendered.one("Deployment", name).podSpec().toString())
                  .doesNotContain("-db-owner", "spring.flyway.password");
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void waitingRollBackAndGitOpsSeeAnOrdinaryJobThatIsNeverChanged(Rendered rendered) {
    assertThat(rendered.of("Job"))
        .allSatisfy(
            job -> {
              assertThat(job.isHook()).as("the database of the same release is no hook").isFalse();
              assertThat(job.at("/spec/ttlSecondsAfterFinished").isMissingNode())
                  .as("what is gone would be made again")
                  .isTrue();
              assertThat(job.at("/spec/activeDeadlineSeconds").isMissingNode())
                  .as("a Secret that comes after an hour, or a long migration")
                  .isTrue();
              assertThat(job.name()).matches(".*-migrate-[a-z]+-[0-9a-f]{8}");
              assertThat(job.at("/metadata/annotations/argocd.argoproj.io~1sync-wave").asInt())
                  .isLessThan(
                      rendered
                          .deployables()
                          .findFirst()
                          .orElseThrow()
                          .at("/metadata/annotations/argocd.argoproj.io~1sync-wave")
                          .asInt());
            });
  }

  @Test
  void anotherVersionIsAnotherJobAndTheSameVersionTheSame() {
    List<String> before = names(Chart.PORT_TENANT.rendered("default"));

    assertThat(names(Chart.PORT_TENANT.with("default", Map.of("image.tag", "\"0.2.0\""))))
        .doesNotContainAnyElementsOf(before);
    assertThat(
            names(
                Chart.PORT_TENANT.with(
                    "default", Map.of("gateway.logLevels", "{\"a\":\"debug\"}"))))
        .isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void whatIsRestoredIsMigratedAnew(Chart chart) {
    List<String> before = names(chart.rendered("high-availability"));
    List<String> restored = names(chart.with("high-availability", restore("2026-11-23T10:00:00Z")));

    assertThat(restored).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    assertThat(names(chart.with("high-availability", restore("2026-11-23T10:00:00Z"))))
        .isEqualTo(restored);
    assertThat(names(chart.with("high-availability", restore("2026-11-24T10:00:00Z"))))
        .as("a second restore")
        .doesNotContainAnyElementsOf(restored);
  }

  @Test
  void theOwnerLetsTheServiceInAndNobodyElse() throws IOException {
    JsonNode flyway =
        Values.YAML
            .readTree(
                Chart.PORT_TENANT
                    .rendered("default")
                    .one("ConfigMap", "migrate-intel")
                    .at("/data/application.yaml")
                    .asText())
            .at("/spring/flyway");

    assertThat(flyway.at("/placeholders/service_role").asText()).isEqualTo("intel");
    // Spring puts them together as one script
    assertThat(Rendered.each(flyway.path("init-sqls")))
        .extracting(JsonNode::asText)
        .containsExactly(
            "set statement_timeout = 0;",
            "set idle_in_transaction_session_timeout = 0;",
            "alter database \"intel\" set statement_timeout = '60s';",
            "alter database \"intel\" set idle_in_transaction_session_timeout = '30s';",
            "revoke all on database \"intel\" from public;",
            "grant connect on database \"intel\" to \"intel\";",
            "revoke all on schema public from public;",
            "grant usage on schema public to \"intel\";");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void noLimitOfTheServerEndsAMigration(Chart chart) {
    assertThat(
            chart
                .rendered("default")
                .one("Cluster", "postgresql")
                .at("/spec/postgresql/parameters")
                .toString())
        .doesNotContain("timeout");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void eachDatabaseTakesItsOwnRolesAloneAndKeycloaksToo(Chart chart) {
    Rendered rendered = chart.rendered("default");
    JsonNode cluster = rendered.one("Cluster", "postgresql").at("/spec");
    List<String> rules =
        Rendered.each(cluster.at("/postgresql/pg_hba")).map(JsonNode::asText).toList();

    assertThat(rendered.of("Database"))
        .isNotEmpty()
        .allSatisfy(
            database -> {
              String name = database.at("/spec/name").asText();
              String owner = database.at("/spec/owner").asText();
              String own = name.equals("keycloak") ? owner : "%s,%s".formatted(name, owner);
              assertThat(rules)
                  .containsSubsequence(
                      "hostssl %s %s all scram-sha-256".formatted(name, own),
                      "host %s all all reject".formatted(name));
            });
  }

  @Test
  void rolesHaveOtherNamesWhereSeveralReleasesShareAServer() {
    Rendered rendered =
        Chart.PORT_TENANT.with(
            "default",
            Map.of(
                "database.roles",
                "{\"intel\":{\"owner\":\"nlrtm_intel_owner\",\"service\":\"nlrtm_intel\"}}"));
    JsonNode cluster = rendered.one("Cluster", "postgresql").at("/spec");

    assertThat(Rendered.each(cluster.at("/managed/roles")))
        .extracting(
            role -> role.path("name").asText() + " " + role.at("/passwordSecret/name").asText())
        .containsExactlyInAnyOrder(
            "nlrtm_intel_owner intel-db-owner",
            "nlrtm_intel intel-db",
            "risk_owner risk-db-owner",
            "risk risk-db");
    assertThat(cluster.at("/bootstrap/initdb/owner").asText()).isEqualTo("nlrtm_intel_owner");
    assertThat(rendered.one("Database", "database-intel").at("/spec/owner").asText())
        .isEqualTo("nlrtm_intel_owner");
    assertThat(
            rendered
                .configuration("intel-exchange-service")
                .at("/spring/flyway/placeholders/service_role")
                .asText())
        .isEqualTo("nlrtm_intel");
    assertThat(rendered.one("ConfigMap", "migrate-intel").at("/data").toString())
        .contains("service_role: nlrtm_intel", "to \\\"nlrtm_intel\\\"");
  }

  @Test
  void noRoleMayMoreThanItsDatabase() {
    JsonNode roles =
        Chart.PORT_TENANT
            .rendered("default")
            .one("Cluster", "postgresql")
            .at("/spec/managed/roles");

    assertThat(Rendered.each(roles))
        .extracting(role -> role.path("name").asText())
        .containsExactlyInAnyOrder("intel_owner", "intel", "risk_owner", "risk");
    assertThat(Rendered.each(roles))
        .allSatisfy(
            role ->
                assertThat(List.of("superuser", "createdb", "createrole"))
                    .allSatisfy(right -> assertThat(role.path(right).asBoolean(true)).isFalse()));
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theServerProvesItselfToWhoeverConnects(Rendered rendered) {
    assertThat(rendered.of("ConfigMap").map(map -> map.at("/data/application.yaml").asText()))
        .filteredOn(text -> text.contains(":postgresql://"))
        .isNotEmpty()
        .allSatisfy(
            text ->
                assertThat(
                        text.toLowerCase(java.util.Locale.ROOT)
                            .lines()
                            .filter(line -> line.contains(":postgresql://")))
                    .allMatch(
                        line ->
                            line.contains(
                                "sslmode=verify-full&sslrootcert=/run/secrets/postgresql/ca.crt")));
  }

  private static Map<String, String> restore(String until) {
    return Map.of(
        "database.cnpg.restore",
        "{\"objectStore\":\"backups\",\"serverName\":\"lost\",\"targetTime\":\"%s\"}"
            .formatted(until));
  }

  private static List<String> names(Rendered rendered) {
    return rendered.of("Job").map(Rendered.Thing::name).toList();
  }
}
