package eu.portsalliance.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the network policies of one release let through, worked out as a cluster does: a pod that a
 * policy chooses sends and takes only what some policy of its kind lists.
 */
final class Arrows {
  private final Rendered rendered;

  /** Labels of the pods that there will be, by a name for each. */
  private final Map<String, Map<String, String>> pods = new TreeMap<>();

  Arrows(Rendered rendered) {
    this.rendered = rendered;
    rendered
        .withPods()
        .filter(thing -> !thing.isHook())
        .forEach(thing -> pods.put(thing.component(), Rendered.labels(thing.podLabels())));
    rendered
        .of("Cluster")
        .forEach(cluster -> pods.put("postgresql", Map.of("cnpg.io/cluster", cluster.name())));
    rendered
        .of("Keycloak")
        .forEach(
            keycloak ->
                pods.put(
                    "keycloak",
                    Map.of(
                        "app", "keycloak",
                        "app.kubernetes.io/managed-by", "keycloak-operator",
                        "app.kubernetes.io/instance", keycloak.name())));
    if (rendered.chart() == Chart.PORT_TENANT) {
      pods.put(
          "test",
          Rendered.labels(
              rendered.chart().tests(rendered.example()).one("Pod", "test").podLabels()));
    }
    pods.put("stranger", Map.of("run", "stranger"));
  }

  Set<String> pods() {
    return Set.copyOf(pods.keySet());
  }

  /** Every {@code from > to : port} between pods of the namespace that both sides allow. */
  Set<String> inside() {
    Set<String> arrows = new TreeSet<>();
    for (String from : pods.keySet()) {
      for (String to : pods.keySet()) {
        Set<Integer> ports = new TreeSet<>(between(from, "Egress", to));
        ports.retainAll(between(to, "Ingress", from));
        ports.forEach(port -> arrows.add(from + " > " + to + " : " + port));
      }
    }
    return arrows;
  }

  /** Every arrow between a pod and somewhere else: {@code pod > peer : port} or the reverse. */
  Set<String> outside(String pod) {
    Set<String> arrows = new TreeSet<>();
    for (String direction : new String[] {"Egress", "Ingress"}) {
      for (JsonNode rule : rules(pod, direction)) {
        for (JsonNode peer : rule.path(direction.equals("Egress") ? "to" : "from")) {
          if (peer.has("ipBlock") || peer.has("namespaceSelector")) {
            String there =
                peer.has("ipBlock")
                    ? peer.at("/ipBlock/cidr").asText()
                        + (peer.at("/ipBlock/except").isEmpty() ? "" : " less private")
                    : peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText();
            for (JsonNode port : rule.path("ports")) {
              arrows.add(
                  (direction.equals("Egress") ? "> " : "< ") + there + " : " + port.path("port"));
            }
          }
        }
      }
    }
    return arrows;
  }

  /** Whether a policy chooses every pod of the namespace and opens nothing. */
  boolean shut() {
    return rendered
        .of("NetworkPolicy")
        .anyMatch(
            policy ->
                policy.at("/spec/podSelector").isEmpty()
                    && policy.at("/spec/policyTypes").size() == 2
                    && policy.at("/spec/ingress").isMissingNode()
                    && policy.at("/spec/egress").isMissingNode());
  }

  private Set<Integer> between(String pod, String direction, String other) {
    Set<Integer> ports = new TreeSet<>();
    for (JsonNode rule : rules(pod, direction)) {
      for (JsonNode peer : rule.path(direction.equals("Egress") ? "to" : "from")) {
        if (!peer.has("namespaceSelector")
            && peer.has("podSelector")
            && chooses(peer.path("podSelector"), pods.get(other))) {
          rule.path("ports").forEach(port -> ports.add(port.path("port").asInt()));
        }
      }
    }
    return ports;
  }

  private Iterable<JsonNode> rules(String pod, String direction) {
    return rendered
        .of("NetworkPolicy")
        .filter(policy -> !policy.isHook())
        .filter(policy -> chooses(policy.at("/spec/podSelector"), pods.get(pod)))
        .flatMap(
            policy ->
                Rendered.each(
                    policy.at(direction.equals("Egress") ? "/spec/egress" : "/spec/ingress")))
        .toList();
  }

  private static boolean chooses(
      JsonNode selector, @org.jspecify.annotations.Nullable Map<String, String> labels) {
    return labels != null
        && Rendered.labels(selector.path("matchLabels")).entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }
}
