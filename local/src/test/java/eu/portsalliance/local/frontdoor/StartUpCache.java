package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks a running JVM which of its classes came ready-made from the ahead-of-time cache (JEP 514).
 */
final class StartUpCache {
  private static final int FLAGS = 3;
  private static final int NAME = 4;

  private StartUpCache() {}

  /** A class that is loaded; {@code shared} says that it was not read from its jar. */
  record Loaded(String name, boolean shared) {}

  /** The loaded classes whose names begin so, without those that are made while it runs. */
  static List<Loaded> classes(long pid, String prefix) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "VM.classes")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    // address, size, state, flags (absent where a class has none), name
    return said.lines()
        .map(line -> List.of(line.strip().split("\\s+", -1)))
        .filter(words -> words.size() > NAME && words.get(NAME).startsWith(prefix))
        .filter(words -> !words.get(NAME).contains("$$"))
        .map(words -> new Loaded(words.get(NAME), words.get(FLAGS).contains("S")))
        .toList();
  }

  /** The share of those classes that came from the cache: 0 where the JVM refused it. */
  static double share(List<Loaded> classes) {
    assertThat(classes).isNotEmpty();
    return (double) classes.stream().filter(Loaded::shared).count() / classes.size();
  }
}
