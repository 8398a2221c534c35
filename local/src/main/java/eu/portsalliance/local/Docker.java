package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code docker} command, by which containers are started; the engine is the one that
 * DOCKER_HOST names.
 */
final class Docker {
  /** What the command answered; both streams in one. */
  record Output(int status, String text) {}

  /** What the command prints; fails when it fails. */
  String of(String... arguments) {
    Output output = run(List.of(arguments));
    if (output.status() != 0) {
      throw new Refusal("docker %s: %s".formatted(arguments[0], output.text().strip()));
    }
    return output.text().strip();
  }

  /** Runs to its end. */
  Output run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("docker was interrupted.", e);
    }
  }

  /** Removes what carries the label: containers first, then networks. */
  void removeAll(String label) {
    String filter = "label=" + label;
    words(of("ps", "-aq", "--filter", filter)).forEach(id -> of("rm", "-f", "-v", id));
    words(of("network", "ls", "-q", "--filter", filter)).forEach(id -> of("network", "rm", id));
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty());
  }
}
