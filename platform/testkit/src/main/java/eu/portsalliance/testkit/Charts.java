package eu.portsalliance.testkit;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the charts tell a service with each of their example values, held against what the service
 * reads: its own properties with unknown keys refused, and the names that Spring documents.
 */
public final class Charts {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /** 32 bytes in Base64, which fits wherever a secret has a form. */
  private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final String CLUSTER = "1.36.0";

  private Charts() {}

  /**
   * What a container of the service is told.
   *
   * @param name chart and example
   * @param service all of a running service: its files, what changes live, its secrets by name
   * @param migration of the Job, without secrets; empty where there is none
   */
  public record Told(String name, Map<String, Object> service, Map<String, Object> migration) {
    boolean tells(String prefix) {
      return service.keySet().stream().anyMatch(key -> key.startsWith(prefix + "."));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** With every example of the charts that have the service. */
  public static Stream<Told> tell(String service) {
    Path helm = folder();
    return Stream.of("alliance", "port-tenant")
        .flatMap(chart -> examples(helm, chart))
        .filter(example -> example.has(service))
        .map(example -> example.told(service));
  }

  /**
   * Binds it to all properties of ours on the class path.
   *
   * @param optional prefixes of those that are bound only when they are told anything
   * @throws AssertionError naming each key that nobody reads
   */
  public static void bind(Told told, String... optional) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource(told.name(), told.service()));
    environment.getPropertySources().addLast(new MapPropertySource("in the jar", ofTheJar()));
    Binder binder =
        Binder.get(
            environment,
            new NoUnboundElementsBindHandler(
                BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
    Set<String> prefixes = new HashSet<>();
    for (Class<?> type : properties()) {
      String prefix =
          Objects.requireNonNull(
                  AnnotationUtils.findAnnotation(type, ConfigurationProperties.class))
              .prefix();
      if (!List.of(optional).contains(prefix) || told.tells(prefix)) {
        binder.bindOrCreate(prefix, type);
        prefixes.add(prefix + ".");
      }
    }
    Names names = Names.ofTheClassPath();
    List<String> unread =
        Stream.of(told.service(), told.migration())
            .flatMap(keys -> keys.keySet().stream())
            .filter(key -> prefixes.stream().noneMatch(key::startsWith) && !names.has(key))
            .toList();
    if (!unread.isEmpty()) {
      throw new AssertionError(told + " tells what nobody reads: " + unread);
    }
  }

  private static Map<String, Object> ofTheJar() {
    try {
      return flat(
          new ClassPathResource("application.yaml").getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Class<?>> properties() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    List<Class<?>> types = new ArrayList<>();
    for (BeanDefinition found : scanner.findCandidateComponents("eu.portsalliance")) {
      types.add(
          ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null));
    }
    return types;
  }

  private static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("helm/port-tenant"))) {
      here = Objects.requireNonNull(here.getParent(), "the tests run inside the repository");
    }
    return here.resolve("helm");
  }

  private static Stream<Example> examples(Path helm, String chart) {
    try (Stream<Path> files = Files.list(helm.resolve("examples").resolve(chart))) {
      List<Path> values = files.sorted().toList();
      return Stream.concat(
          Stream.of(new Helm(helm.resolve(chart)).template().withName("x").withKubeVersion(CLUSTER))
              .map(template -> new Example(chart + " as shipped", template.call())),
          values.stream()
              .map(
                  file ->
                      new Example(
                          chart + " with " + file.getFileName(),
                          new Helm(helm.resolve(chart))
                              .template()
                              .withName("x")
                              .withKubeVersion(CLUSTER)
                              .withValuesFile(file)
                              .call())))
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private record Example(String name, List<Map<?, ?>> objects) {

    Example(String name, String manifests) {
      this(name, parsed(manifests));
    }

    private static List<Map<?, ?>> parsed(String manifests) {
      List<Map<?, ?>> objects = new ArrayList<>();
      for (Object document : new Yaml().loadAll(manifests)) {
        if (document instanceof Map<?, ?> object) {
          objects.add(object);
        }
      }
      return objects;
    }

    boolean has(String service) {
      return of("Deployment").anyMatch(object -> named(object, service));
    }

    Told told(String service) {
      Map<String, Object> running = new LinkedHashMap<>();
      Map<String, Object> migration = new LinkedHashMap<>();
      of("ConfigMap")
          .filter(object -> service.equals(at(object, COMPONENT)))
          .forEach(
              map ->
                  (named(map, service) || named(map, service + "-live") ? running : migration)
                      .putAll(flat(String.valueOf(at(map, List.of("data", "application.yaml"))))));
      of("Deployment")
          .filter(object -> named(object, service))
          .flatMap(Example::secrets)
          .forEach(secret -> running.put(secret, SECRET));
      return new Told(name, running, migration);
    }

    private static final List<String> COMPONENT =
        List.of("metadata", "labels", "app.kubernetes.io/component");

    private Stream<Map<?, ?>> of(String kind) {
      return objects.stream().filter(object -> kind.equals(object.get("kind")));
    }

    private static boolean named(Map<?, ?> object, String name) {
      return ("x-" + name).equals(at(object, List.of("metadata", "name")));
    }

    /** Names of the files that are mounted as properties. */
    private static Stream<String> secrets(Map<?, ?> deployment) {
      return list(at(deployment, List.of("spec", "template", "spec", "volumes")))
          .filter(volume -> "secrets".equals(at(volume, List.of("name"))))
          .flatMap(volume -> list(at(volume, List.of("projected", "sources"))))
          .flatMap(source -> list(at(source, List.of("secret", "items"))))
          .map(item -> String.valueOf(at(item, List.of("path"))));
    }

    private static Stream<?> list(Object value) {
      return value instanceof List<?> list ? list.stream() : Stream.empty();
    }

    private static Object at(Object from, List<String> path) {
      Object at = from;
      for (String step : path) {
        at = at instanceof Map<?, ?> map && map.get(step) != null ? map.get(step) : "";
      }
      return at;
    }
  }

  private static Map<String, Object> flat(String yaml) {
    Map<String, Object> flat = new LinkedHashMap<>();
    try {
      ByteArrayResource file = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
      for (var source : new YamlPropertySourceLoader().load("application.yaml", file)) {
        if (source instanceof EnumerablePropertySource<?> properties) {
          for (String name : properties.getPropertyNames()) {
            flat.put(name, Objects.requireNonNull(properties.getProperty(name)).toString());
          }
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return flat;
  }

  /** The properties that the libraries on the class path document, and ours that nobody binds. */
  private record Names(Set<String> exact, Set<String> maps) {

    private static final Set<String> OURS = Set.of("alliance.database");

    static Names ofTheClassPath() {
      Set<String> exact = new HashSet<>(OURS);
      Set<String> maps = new HashSet<>(Set.of("alliance.local-services"));
      try {
        for (var file : Collections.list(Charts.class.getClassLoader().getResources(METADATA))) {
          try (InputStream in = file.openStream()) {
            Map<?, ?> document = JsonMapper.shared().readValue(in, Map.class);
            if (document.get("properties") instanceof List<?> properties) {
              properties.forEach(property -> add(property, exact, maps));
            }
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return new Names(exact, maps);
    }

    private static void add(Object property, Set<String> exact, Set<String> maps) {
      if (property instanceof Map<?, ?> known) {
        String name = String.valueOf(known.get("name"));
        if (String.valueOf(known.get("type")).startsWith("java.util.Map")) {
          maps.add(name);
        } else {
          exact.add(name);
        }
      }
    }

    boolean has(String key) {
      String plain = key.replaceAll("\\[\\d+]", "");
      return exact.contains(plain) || maps.stream().anyMatch(map -> plain.startsWith(map + "."));
    }
  }
}
