package eu.portsalliance.local;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What Helm makes of a chart and values: the objects that a cluster would be given. */
final class Release {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final String CLUSTER = "1.36.0";

  private final String name;
  private final List<JsonNode> objects;

  Release(String name, String manifests) {
    this.name = name;
    this.objects = parsed(manifests);
  }

  /**
   * The pods of {@code helm test} among them, which a rendering leaves out.
   *
   * @param chart its folder
   * @param values files of values, the later over the earlier
   * @param folder where a copy of the chart is laid
   */
  static Release of(Path chart, String name, List<Path> values, Path folder) {
    var template =
        new Helm(withTests(chart, folder.resolve(name)))
            .template()
            .withName(name)
            .withNamespace(name)
            .withKubeVersion(CLUSTER);
    values.forEach(template::withValuesFile);
    try {
      return new Release(name, template.call());
    } catch (IllegalStateException e) {
      throw new Refusal("Helm makes nothing of %s: %s".formatted(chart, e.getMessage()), e);
    }
  }

  private static Path withTests(Path chart, Path copy) {
    try (Stream<Path> files = Files.walk(chart)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(chart.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("helm.sh/hook: test", "hook: test"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static List<JsonNode> parsed(String manifests) {
    List<JsonNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(manifests)) {
      documents.forEachRemaining(objects::add);
    } catch (JacksonException e) {
      throw new Refusal("Helm made something that is no YAML: " + e.getOriginalMessage(), e);
    }
    objects.removeIf(document -> !document.isObject());
    return List.copyOf(objects);
  }

  /** The address of a service in its cluster. */
  String address(Service service) {
    return name + "-" + service.artifact();
  }

  Pod serving(Service service) {
    return pod(
        "Deployment",
        objects.stream()
            .filter(object -> is(object, "Deployment"))
            .filter(object -> named(object).equals(address(service)))
            .toList(),
        address(service));
  }

  /** The pod of the Job by which the schema's owner migrates the service's database. */
  Pod migrating(Service service) {
    String component = "migrate-" + service.word();
    return pod(
        "Job",
        objects.stream()
            .filter(object -> is(object, "Job"))
            .filter(object -> component.equals(component(object)))
            .toList(),
        component);
  }

  /** The pod in which {@code helm test} proves a port's tenant from inside. */
  Pod proving() {
    return pod(
        "Pod",
        objects.stream()
            .filter(object -> is(object, "Pod") && component(object).equals("test"))
            .toList(),
        "of helm test");
  }

  private static String component(JsonNode object) {
    return object.at("/metadata/labels").path("app.kubernetes.io/component").asString("");
  }

  private static Pod pod(String kind, List<JsonNode> found, String what) {
    if (found.size() != 1) {
      throw new Refusal("The chart makes %d of %s %s.".formatted(found.size(), kind, what));
    }
    JsonNode object = found.getFirst();
    return new Pod(object.at(kind.equals("Pod") ? "/spec" : "/spec/template/spec"));
  }

  /** File names and contents. */
  JsonNode configMap(String wanted) {
    return objects.stream()
        .filter(object -> is(object, "ConfigMap"))
        .filter(object -> named(object).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Refusal("The chart makes no ConfigMap " + wanted + "."))
        .path("data");
  }

  private static boolean is(JsonNode object, String kind) {
    return object.path("kind").asString("").equals(kind);
  }

  private static String named(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }
}
