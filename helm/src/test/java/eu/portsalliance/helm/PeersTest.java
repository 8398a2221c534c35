package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is let in, and wherever a way leads, is somebody in particular. */
class PeersTest {
  private static final String NAME = "kubernetes.io/metadata.name";

  static Stream<Arguments> everybody() {
    return Stream.of(
        Arguments.of(
            "{\"namespaceSelector\":{}}", "has a namespaceSelector that chooses everybody"),
        Arguments.of("{\"podSelector\":{}}", "has a podSelector that chooses everybody"),
        Arguments.of("{\"namespaceSelector\":{\"matchLabels\":{}}}", "chooses everybody"),
        Arguments.of(
            "{\"namespaceSelector\":{},\"podSelector\":{\"matchLabels\":{\"app\":\"ingress\"}}}",
            "has a namespaceSelector that chooses everybody"),
        Arguments.of(expression(NAME, "Exists"), "chooses everybody"),
        Arguments.of(expression("team", "NotIn"), "chooses everybody"),
        Arguments.of(expression("team", "DoesNotExist"), "chooses everybody"),
        Arguments.of("{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\"}}", "next to everything"),
        Arguments.of("{\"ipBlock\":{\"cidr\":\"128.0.0.0/1\"}}", "next to everything"),
        Arguments.of(
            "{\"ipBlock\":{\"cidr\":\"::/0\",\"except\":[\"fd00::/8\"]}}", "next to everything"),
        Arguments.of(
            "{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"},\"podSelector\":{}}", "beside selectors"));
  }

  @ParameterizedTest
  @MethodSource("everybody")
  void everybodyIsRefusedInBothDirections(String peer, String sentence) {
    for (Chart chart : Chart.values()) {
      for (String list :
          List.of(
              "network.clients.ingress",
              "network.monitoring",
              "network.dns.to",
              "network.alliance.to",
              "network.kubernetesApi.to")) {
        ContradictionsTest.refuses(
            chart,
            sentence.equals("next to everything") ? list.replace(".to", "") + " names" : sentence,
            Map.of(list, "[" + peer + "]"));
      }
    }
    ContradictionsTest.refuses(
        Chart.PORT_TENANT, "network.peers ", Map.of("network.peers.to", "[" + peer + "]"));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void labelsThatSomebodyChoseAreTaken(Chart chart) {
    for (String peer :
        List.of(
            expression("team", "Exists"),
            "{\"namespaceSelector\":{\"matchExpressions\":[{\"key\":\"%s\",\"operator\":\"In\",\"values\":[\"a\",\"b\"]}]}}"
                .formatted(NAME),
            "{\"namespaceSelector\":{\"matchLabels\":{\"%s\":\"a\"}},\"podSelector\":{}}"
                .formatted(NAME),
            "{\"podSelector\":{\"matchLabels\":{\"app\":\"ingress\"}}}",
            "{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}")) {
      assertThatCode(
              () -> chart.with("default", Map.of("network.clients.ingress", "[" + peer + "]")))
          .as(peer)
          .doesNotThrowAnyException();
    }
  }

  private static String expression(String key, String operator) {
    return "{\"namespaceSelector\":{\"matchExpressions\":[{\"key\":\"%s\",\"operator\":\"%s\"}]}}"
        .formatted(key, operator);
  }
}
