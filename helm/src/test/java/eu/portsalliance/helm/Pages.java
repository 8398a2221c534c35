package eu.portsalliance.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the pages for operators tell them to type. */
final class Pages {
  private static final Path ROOT = Chart.module().resolve("..").normalize();
  private static final Pattern LOOP =
      Pattern.compile("for role in ([^;]+); do\\s(.*?)\\bdone\\b", Pattern.DOTALL);
  private static final Pattern SECRET =
      Pattern.compile(
          "kubectl -n (\\S+) create secret (generic|tls|docker-registry) ([^\\s`]+)([^\n`]*)");
  private static final Pattern KEY =
      Pattern.compile("--from-(?:literal=([^=\\s]+)=|file=([^=\\s`]+))");
  private static final Pattern PATCH =
      Pattern.compile(
          "kubectl -n (\\S+) patch secret (\\S+) .*?\\{\"(?:data|stringData)\": \\{\"([^\"]+)\"");

  private Pages() {}

  /** The pages, each command on one line. */
  static List<String> all() {
    return Stream.of("docs", "k8s", "helm/README.md", "README.md")
        .flatMap(Pages::below)
        .map(Pages::text)
        .toList();
  }

  static String operations(String name) {
    return text(ROOT.resolve("docs/operations").resolve(name));
  }

  private static Stream<Path> below(String name) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(name))) {
      return files.filter(file -> file.toString().matches(".*\\.(md|yaml)")).toList().stream();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String text(Path file) {
    try {
      return LOOP.matcher(Files.readString(file).replaceAll("\\\\\n\\s*", ""))
          .replaceAll(Pages::everyTurn);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String everyTurn(MatchResult loop) {
    StringBuilder turns = new StringBuilder();
    for (String role : loop.group(1).split(" ", -1)) {
      turns.append(loop.group(2).replace("\"${role%%:*}\"", role.substring(0, role.indexOf(':'))));
    }
    return java.util.regex.Matcher.quoteReplacement(turns.toString());
  }

  static List<MatchResult> found(Pattern pattern) {
    return all().stream().flatMap(page -> pattern.matcher(page).results()).toList();
  }

  /** {@code name: key} of each Secret that is made in this namespace. */
  static Set<String> secretsMade(String namespace) {
    Set<String> keys = new TreeSet<>();
    found(SECRET).stream()
        .filter(made -> made.group(1).equals(namespace))
        .forEach(
            made ->
                keys(made.group(2), made.group(4))
                    .forEach(key -> keys.add(made.group(3) + ": " + key)));
    return keys;
  }

  private static Stream<String> keys(String type, String options) {
    return switch (type) {
      case "tls" -> Stream.of("tls.crt", "tls.key");
      case "docker-registry" -> Stream.of(".dockerconfigjson");
      default ->
          KEY.matcher(options)
              .results()
              .map(key -> key.group(1) == null ? key.group(2) : key.group(1));
    };
  }

  /** {@code name: key} of each Secret that is changed in this namespace. */
  static Set<String> secretsChanged(String namespace) {
    Set<String> keys = new TreeSet<>();
    found(PATCH).stream()
        .filter(changed -> changed.group(1).equals(namespace))
        .forEach(changed -> keys.add(changed.group(2) + ": " + changed.group(3)));
    return keys;
  }

  /** The block of YAML of a page that begins like this, without its indentation. */
  static String yaml(String page, String beginning) {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(operations(page))
        .results()
        .map(block -> block.group(1).stripIndent())
        .filter(block -> block.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + beginning + " in " + page));
  }
}
