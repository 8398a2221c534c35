package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A release names Secrets; it never holds one. */
class SecretsTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noSecretIsMadeAndNoneStandsInConfiguration(Rendered rendered) {
    assertThat(rendered.of("Secret")).isEmpty();
    assertThat(rendered.of("ConfigMap"))
        .allSatisfy(
            map ->
                assertThat(map.at("/data").toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain(
                        "password", "client-secret", "cookie-key", "hash-key", "\\\"d\\\""));
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theEnvironmentHoldsNoSecret(Rendered rendered) {
    assertThat(rendered.containers())
        .allSatisfy(
            container -> {
              assertThat(container.path("env").toString()).doesNotContain("valueFrom");
              assertThat(container.has("envFrom")).isFalse();
              assertThat(container.path("args").toString())
                  .as("whoever lists processes reads their arguments")
                  .doesNotContain("--requirepass");
            });
  }

  @Test
  void aPortNeedsTheseSecretsAndNoOthers() {
    assertThat(named(Chart.PORT_TENANT.rendered("default")))
        .containsExactly(
            "gateway: alliance.gateway.sign-in.client-secret",
            "gateway: alliance.gateway.sign-in.cookie-key",
            "intel-db-owner: password",
            "intel-db-owner: username",
            "intel-db: password",
            "intel-db: username",
            "intel: alliance.access.hash-key",
            "intel: signing.jwk",
            "nlrtm-postgresql-ca: ca.crt",
            "risk-db-owner: password",
            "risk-db-owner: username",
            "risk-db: password",
            "risk-db: username",
            "risk: alliance.access.hash-key",
            "risk: signing.jwk",
            "risk: signing.pub.jwk");
  }

  @Test
  void theAlliancePlaneNeedsTheseSecretsAndNoOthers() {
    assertThat(named(Chart.ALLIANCE.rendered("minimal")))
        .containsExactly(
            "gateway: alliance.gateway.sign-in.client-secret",
            "gateway: alliance.gateway.sign-in.cookie-key",
            "identity-db-owner: password",
            "identity-db-owner: username",
            "identity-db: password",
            "identity-db: username",
            "identity: alliance.access.hash-key",
            "identity: alliance.identity.client-secret",
            "identity: desired-state.yaml",
            "postgresql-authority: ca.crt",
            "registry-db-owner: password",
            "registry-db-owner: username",
            "registry-db: password",
            "registry-db: username",
            "registry: alliance.access.hash-key",
            "registry: root.jwk");
  }

  @Test
  void noServiceSeesTheKeyOfAnother() {
    Rendered rendered = Chart.PORT_TENANT.rendered("default");

    assertThat(named(rendered.one("Deployment", "gateway").podSpec()))
        .allSatisfy(name -> assertThat(name).startsWith("gateway: "));
    assertThat(named(rendered.one("Deployment", "intel-exchange-service").podSpec()))
        .contains("risk: signing.pub.jwk")
        .doesNotContain("risk: signing.jwk", "intel-db-owner: password");
    assertThat(named(rendered.one("Deployment", "risk-service").podSpec()))
        .doesNotContain("intel: signing.jwk", "intel-db: password", "risk-db-owner: password");
  }

  private static Set<String> named(Rendered rendered) {
    Set<String> names = new TreeSet<>();
    rendered
        .withPods()
        .filter(thing -> !thing.isHook())
        .forEach(thing -> names.addAll(named(thing.podSpec())));
    return names;
  }

  private static Set<String> named(JsonNode pod) {
    Set<String> names = new TreeSet<>();
    for (JsonNode volume : pod.path("volumes")) {
      add(names, volume.path("secret"), "secretName");
      for (JsonNode source : volume.at("/projected/sources")) {
        add(names, source.path("secret"), "name");
      }
    }
    return names;
  }

  private static void add(Set<String> names, JsonNode secret, String nameField) {
    if (secret.isObject()) {
      assertThat(secret.path("items")).as("each key is named").isNotEmpty();
      secret
          .path("items")
          .forEach(
              item ->
                  names.add(secret.path(nameField).asText() + ": " + item.path("key").asText()));
    }
  }
}
