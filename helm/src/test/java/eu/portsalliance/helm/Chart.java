package eu.portsalliance.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The two charts, and what Helm makes of them. */
enum Chart {
  ALLIANCE("alliance", "alliance"),
  PORT_TENANT("port-tenant", "nlrtm");

  /** The clusters that the charts are for. */
  static final String[] CLUSTERS = {
    "1.30.0", "1.31.0", "1.32.0", "1.33.0", "1.34.0", "1.35.0", "1.36.0"
  };

  static final String NEWEST = "1.36.0";
  static final String NAMESPACE = "plane";

  private static final Map<String, Rendered> CACHE = new ConcurrentHashMap<>();

  final String folder;
  final String release;

  Chart(String folder, String release) {
    this.folder = folder;
    this.release = release;
  }

  /** The module's folder, wherever the tests are started. */
  static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("port-tenant")) ? here : here.resolve("helm");
  }

  Path path() {
    return module().resolve(folder);
  }

  Path file(String name) {
    return path().resolve(name);
  }

  String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** Names of the example values; {@code default} is values.yaml alone. */
  Stream<String> examples() {
    try (Stream<Path> files = Files.list(module().resolve("examples").resolve(folder))) {
      return Stream.concat(
          Stream.of("default"),
          files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .sorted()
          .toList()
          .stream();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  Rendered rendered(String example) {
    return rendered(example, NEWEST);
  }

  Rendered rendered(String example, String cluster) {
    return CACHE.computeIfAbsent(
        folder + " " + example + " " + cluster,
        key -> new Rendered(this, example, template(example, cluster, Map.of())));
  }

  /** The example with some values changed, by their path as {@code helm --set-json} takes them. */
  Rendered with(String example, Map<String, String> json) {
    return new Rendered(this, example, template(example, NEWEST, json));
  }

  private String template(String example, String cluster, Map<String, String> json) {
    var command =
        new Helm(path())
            .template()
            .withName(release)
            .withNamespace(NAMESPACE)
            .withKubeVersion(cluster);
    values(example).ifPresent(command::withValuesFile);
    if (!json.isEmpty()) {
      command.withValuesFile(Values.file(json));
    }
    return command.call();
  }

  /**
   * What {@code helm lint --strict} says of the chart, with the example in place of values.yaml.
   */
  LintResult linted(String example) {
    if (example.equals("default")) {
      return new Helm(path()).lint().strict().call();
    }
    try {
      Path copy = copy();
      Files.writeString(
          copy.resolve("values.yaml"),
          Values.YAML.writeValueAsString(
              Values.merged(
                  Values.read(file("values.yaml")), Values.read(values(example).orElseThrow()))));
      return new Helm(copy).lint().strict().call();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The objects of {@code helm test}, which a template without a cluster leaves out. */
  Rendered tests(String example) {
    try {
      Path copy = copy();
      try (Stream<Path> files = Files.list(copy.resolve("templates/tests"))) {
        for (Path file : files.toList()) {
          Files.writeString(
              file, Files.readString(file).replace("helm.sh/hook: test", "tested: test"));
        }
      }
      var command =
          new Helm(copy)
              .template()
              .withName(release)
              .withNamespace(NAMESPACE)
              .withKubeVersion(NEWEST);
      values(example).ifPresent(command::withValuesFile);
      Rendered all = new Rendered(this, example, command.call());
      return new Rendered(
          this,
          example,
          all.things().stream()
              .filter(thing -> thing.at("/metadata/annotations").has("tested"))
              .toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What {@code helm install} says at its end, which a template leaves out. */
  String notes(Map<String, String> json) {
    try {
      Path copy = copy();
      Files.writeString(
          copy.resolve("templates/notes.yaml"),
          "{{- define \"notes\" }}"
              + text("templates/NOTES.txt")
              + "{{ end }}\nkind: Notes\ntext: {{ include \"notes\" . | quote }}\n");
      String manifests =
          new Helm(copy)
              .template()
              .withName(release)
              .withNamespace(NAMESPACE)
              .withKubeVersion(NEWEST)
              .withValuesFile(Values.file(json))
              .call();
      return new Rendered(this, "notes", manifests)
          .of("Notes")
          .findFirst()
          .orElseThrow()
          .at("/text")
          .asText();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory("chart").resolve(folder);
    try (Stream<Path> files = Files.walk(path())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(path().relativize(file).toString()));
      }
    }
    return copy;
  }

  private Optional<Path> values(String example) {
    return example.equals("default")
        ? Optional.empty()
        : Optional.of(module().resolve("examples").resolve(folder).resolve(example + ".yaml"));
  }
}
