package eu.portsalliance.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that one chart makes of one example's values. */
record Rendered(Chart chart, String example, List<Thing> things) {

  Rendered(Chart chart, String example, String manifests) {
    this(chart, example, parsed(manifests));
  }

  /** One object as it stands in the manifest. */
  record Thing(JsonNode json) {
    String kind() {
      return json.path("kind").asText();
    }

    String name() {
      return json.at("/metadata/name").asText();
    }

    String component() {
      return json.at("/metadata/labels").path("app.kubernetes.io/component").asText();
    }

    boolean isHook() {
      return json.at("/metadata/annotations").has("helm.sh/hook");
    }

    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    /** The template of its pods, or the pod itself; missing where it has none. */
    JsonNode podSpec() {
      return kind().equals("Pod") ? at("/spec") : at("/spec/template/spec");
    }

    /** Containers of its pods, those that run before the others too. */
    Stream<JsonNode> containers() {
      return Stream.concat(
          each(podSpec().path("initContainers")), each(podSpec().path("containers")));
    }

    JsonNode podLabels() {
      return kind().equals("Pod") ? at("/metadata/labels") : at("/spec/template/metadata/labels");
    }

    @Override
    public String toString() {
      return kind() + "/" + name();
    }
  }

  private static List<Thing> parsed(String manifests) {
    List<Thing> things = new ArrayList<>();
    try (var documents = Values.YAML.readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (document.isObject()) {
          things.add(new Thing(document));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return List.copyOf(things);
  }

  /** Every example of both charts. */
  static Stream<Rendered> all() {
    return Stream.of(Chart.values()).flatMap(chart -> chart.examples().map(chart::rendered));
  }

  Stream<Thing> of(String kind) {
    return things.stream().filter(thing -> thing.kind().equals(kind));
  }

  Thing one(String kind, String name) {
    return of(kind)
        .filter(thing -> thing.name().equals(chart.release + "-" + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + this));
  }

  /** Whatever makes pods of ours. */
  Stream<Thing> withPods() {
    return things.stream().filter(thing -> thing.podSpec().isObject());
  }

  Stream<JsonNode> containers() {
    return withPods().flatMap(Thing::containers);
  }

  /** The five images' Deployments: all but the session store. */
  Stream<Thing> deployables() {
    return of("Deployment").filter(thing -> !thing.component().equals("valkey"));
  }

  /** What a service reads at {@code /etc/alliance/application.yaml}. */
  JsonNode configuration(String name) {
    try {
      return Values.YAML.readTree(one("ConfigMap", name).at("/data/application.yaml").asText());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static Map<String, String> labels(JsonNode labels) {
    Map<String, String> map = new TreeMap<>();
    labels.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  @Override
  public String toString() {
    return chart.folder + " with " + example;
  }
}
