package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/conformance names for what is promised are there. */
class ConformanceTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

  @Test
  void everyTestThatIsNamedForAPromiseIsThere() throws IOException {
    Set<String> named = named();
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named).isSubsetOf(tests());
  }

  @Test
  void everyPromiseHasATestOrSaysThatItHasNone() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(40).allMatch(row -> row.matches(".*\\| (`.*`|-) \\|"));
  }

  private static Set<String> named() throws IOException {
    return NAMED
        .matcher(String.join("\n", rows()))
        .results()
        .map(found -> found.group(1) + "." + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/conformance/exchange.md"))) {
      return lines.filter(line -> line.matches("\\| [A-Z]\\d+ \\|.*")).toList();
    }
  }

  private static Set<String> tests() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file :
          files
              .filter(path -> path.toString().matches(".*/src/test/java/.*Test\\.java"))
              .toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        METHOD
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult method) -> name + "." + method.group(1))
            .forEach(found::add);
      }
    }
    return found;
  }
}
