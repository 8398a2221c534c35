package eu.portsalliance.bench.startup;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The script {@code ./alliance}, called for the instance that is measured. */
final class FrontDoor {
  private final Options options;
  private final Map<String, String> environment;

  FrontDoor(Options options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /** Calls {@code up} and waits for its end; returns the seconds that it took. */
  double up() throws IOException {
    Path log = options.state().resolve("up.log");
    Files.createDirectories(options.state());
    ProcessBuilder builder =
        new ProcessBuilder(options.root().resolve("alliance").toString(), "up");
    builder.environment().putAll(variables());
    builder.environment().remove("ALLIANCE_PROFILE");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new Unmeasurable(
            "./alliance up ended with %d; %s says why: %s".formatted(status, log, lastLine(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasurable("It was interrupted.", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("ALLIANCE_ROOT", options.root().toString());
    variables.put("ALLIANCE_STATE", options.state().toString());
    variables.put("ALLIANCE_INSTALLED", options.installed().toString());
    variables.put("ALLIANCE_PORT_OFFSET", Integer.toString(options.offset()));
    return variables;
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "" : lines.getLast();
  }
}
