package eu.portsalliance.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in a JVM of its own, with the class path of the tests, that can stand still and be
 * killed.
 */
public final class OwnProcess implements AutoCloseable {
  private final Process process;
  private final Processes signals;
  private final Path log;

  /** Starts the main method of a class. */
  public OwnProcess(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    String classes = System.getProperty("surefire.test.class.path");
    command.addAll(
        List.of("-cp", classes == null ? System.getProperty("java.class.path") : classes));
    command.add(main.getName());
    command.addAll(arguments);
    try {
      log = Files.createTempFile("process", ".log");
      log.toFile().deleteOnExit();
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    signals = new Processes(List.of(process.pid()));
  }

  /** Whether these words stand in what it printed. */
  public boolean said(String words) {
    try {
      return Files.readString(log).contains(words);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public void pause() throws IOException, InterruptedException {
    signals.pause(process.pid());
  }

  public void resume() throws IOException, InterruptedException {
    signals.resume(process.pid());
  }

  public void kill() throws IOException, InterruptedException {
    signals.kill(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    signals.close();
  }
}
