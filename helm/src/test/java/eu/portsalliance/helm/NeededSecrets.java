package eu.portsalliance.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every Secret that objects of a chart name, and that no operator fills: {@code name: key}. */
final class NeededSecrets {
  /** Any key: all of the Secret is mounted. */
  static final String ALL = "*";

  private final Set<String> names = new TreeSet<>();

  private NeededSecrets() {}

  /** Of a chart with each of its examples, the pods of {@code helm test} among them. */
  static Set<String> of(Chart chart) {
    var needed = new NeededSecrets();
    chart.examples().forEach(example -> needed.add(chart, example));
    return needed.names;
  }

  private void add(Chart chart, String example) {
    Rendered rendered = chart.rendered(example);
    Set<String> filled =
        rendered
            .of("Certificate")
            .map(certificate -> certificate.at("/spec/secretName").asText())
            .collect(Collectors.toSet());
    Stream<Rendered.Thing> tests =
        chart == Chart.PORT_TENANT ? chart.tests(example).things().stream() : Stream.empty();
    Stream.concat(rendered.things().stream(), tests)
        .forEach(
            thing -> {
              pods(thing.podSpec());
              certificates(thing, filled);
              postgresql(thing);
              keycloak(thing);
              pulls(thing.at("/spec/imagePullSecrets"));
            });
    names.removeIf(name -> name.startsWith(chart.release + "-postgresql-ca:"));
  }

  private void pods(JsonNode pod) {
    pulls(pod.path("imagePullSecrets"));
    for (JsonNode volume : pod.path("volumes")) {
      mounted(volume.path("secret"), "secretName");
      volume.at("/projected/sources").forEach(source -> mounted(source.path("secret"), "name"));
    }
    for (JsonNode container : pod.path("containers")) {
      for (JsonNode variable : container.path("env")) {
        reference(variable.at("/valueFrom/secretKeyRef"));
      }
    }
  }

  private void mounted(JsonNode secret, String name) {
    if (!secret.isObject() || (secret.path("optional").asBoolean() && !secret.has("items"))) {
      return;
    }
    if (!secret.has("items")) {
      add(secret.path(name), ALL);
    }
    secret.path("items").forEach(item -> add(secret.path(name), item.path("key").asText()));
  }

  private void certificates(Rendered.Thing thing, Set<String> filled) {
    Stream<JsonNode> shown =
        thing.kind().equals("Gateway")
            ? Rendered.each(thing.at("/spec/listeners"))
                .flatMap(listener -> Rendered.each(listener.at("/tls/certificateRefs")))
                .map(secret -> secret.path("name"))
            : Rendered.each(thing.at("/spec/tls")).map(host -> host.path("secretName"));
    shown
        .filter(name -> !filled.contains(name.asText()))
        .forEach(name -> add(name, "tls.crt", "tls.key"));
  }

  private void postgresql(Rendered.Thing thing) {
    for (JsonNode role : thing.at("/spec/managed/roles")) {
      add(role.at("/passwordSecret/name"), "username", "password");
    }
  }

  private void keycloak(Rendered.Thing thing) {
    if (thing.kind().equals("Keycloak")) {
      reference(thing.at("/spec/db/usernameSecret"));
      reference(thing.at("/spec/db/passwordSecret"));
      add(thing.at("/spec/bootstrapAdmin/user/secret"), "username", "password");
      add(thing.at("/spec/bootstrapAdmin/service/secret"), "client-id", "client-secret");
    }
  }

  private void pulls(JsonNode secrets) {
    secrets.forEach(secret -> add(secret.path("name"), ".dockerconfigjson"));
  }

  private void reference(JsonNode secret) {
    if (secret.isObject()) {
      add(secret.path("name"), secret.path("key").asText());
    }
  }

  private void add(JsonNode name, String... keys) {
    for (String key : keys) {
      names.add(name.asText() + ": " + key);
    }
  }
}
