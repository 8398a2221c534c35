package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whose signature under a certificate is believed, where an alliance has an authority of its own.
 */
class AuthoritiesTest {
  private static final String STORE = "/etc/authorities/truststore.p12";

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyServiceReadsTheAuthoritiesThatAreNamedAndNoPodOthers(Rendered rendered) {
    boolean named = rendered.example().startsWith("three-ports");
    assertThat(rendered.deployables())
        .isNotEmpty()
        .allSatisfy(thing -> assertThat(reads(thing)).as(thing.toString()).isEqualTo(named));
    assertThat(
            rendered.withPods().filter(thing -> !rendered.deployables().toList().contains(thing)))
        .isNotEmpty()
        .allSatisfy(thing -> assertThat(reads(thing)).as(thing.toString()).isFalse());
  }

  @Test
  void soDoesHelmTestWhichAsksTheIssuerForTokens() {
    assertThat(reads(Chart.PORT_TENANT.tests("three-ports-nlrtm").one("Pod", "test"))).isTrue();
    assertThat(reads(Chart.PORT_TENANT.tests("default").one("Pod", "test"))).isFalse();
  }

  private static boolean reads(Rendered.Thing thing) {
    JsonNode container = thing.podSpec().at("/containers/0");
    boolean told = container.path("env").toString().contains("trustStore=" + STORE);
    boolean mounted = container.path("volumeMounts").toString().contains("\"/etc/authorities\"");
    boolean held =
        Rendered.each(thing.podSpec().path("volumes"))
            .anyMatch(
                volume ->
                    volume.at("/configMap/name").asText().equals("authorities")
                        && volume.toString().contains("\"truststore.p12\""));
    assertThat(told).as("all three or none").isEqualTo(mounted).isEqualTo(held);
    return told;
  }
}
