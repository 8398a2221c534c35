package eu.portsalliance.intel;

import eu.portsalliance.testkit.TokenTestConfiguration;
import eu.portsalliance.testkit.fault.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** An exchange in a JVM of its own. */
final class OwnProcess implements AutoCloseable {

  private final Process process;
  private final Processes signals;
  private final Path log;

  OwnProcess(String[] settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    String classes = System.getProperty("surefire.test.class.path");
    command.addAll(
        List.of("-cp", classes == null ? System.getProperty("java.class.path") : classes));
    command.add(OwnProcess.class.getName());
    command.addAll(List.of(settings));
    try {
      log = Files.createTempFile("exchange", ".log");
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

  /** The process itself. */
  public static void main(String... settings) {
    new SpringApplicationBuilder(IntelExchangeApplication.class, TokenTestConfiguration.class)
        .run(settings);
  }

  boolean said(String words) {
    try {
      return Files.readString(log).contains(words);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void pause() throws IOException, InterruptedException {
    signals.pause(process.pid());
  }

  void resume() throws IOException, InterruptedException {
    signals.resume(process.pid());
  }

  void kill() throws IOException, InterruptedException {
    signals.kill(process.pid());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    signals.close();
  }
}
