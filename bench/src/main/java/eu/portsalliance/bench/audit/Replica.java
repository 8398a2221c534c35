package eu.portsalliance.bench.audit;

import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Waiting;
import eu.portsalliance.local.client.Api;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * One more process of a port's exchange, on the same database with the same key and settings as the
 * one that the instance runs, on an address of its own.
 */
final class Replica implements AutoCloseable {
  static final String FIRST = "beanr-intel";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int OK = 200;
  private static final int STOPS_WITHIN = 20;

  private final Process process;
  private final String address;

  private Replica(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** The folder with the jars from which the first one runs. */
  static Path image(Instance instance) {
    List<String> command = first(instance);
    return Path.of(command.get(command.indexOf("-jar") + 1)).resolveSibling("");
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param before what stands before its jars on the class path
   */
  static Replica start(Instance instance, Path before, String name) throws IOException {
    String address = "http://127.0.0.1:";
    int port = freePort();
    Path log = instance.options().state().resolve("logs").resolve(name + ".log");
    Process process =
        new ProcessBuilder(command(first(instance), before, port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Replica replica = new Replica(process, address + port);
    if (!Waiting.until(() -> !process.isAlive() || replica.isReady(), PATIENCE)
        || !process.isAlive()) {
      replica.close();
      throw new Unmeasurable("A second exchange of Antwerp did not start; its log is " + log + ".");
    }
    return replica;
  }

  /** The same program with the same flags, but for its start-up cache, class path and address. */
  static List<String> command(List<String> first, Path before, int port) throws IOException {
    int at = first.indexOf("-jar");
    String jar = first.get(at + 1);
    List<String> command = new ArrayList<>(first.subList(0, at));
    command.removeIf(argument -> argument.startsWith("-XX:AOTCache="));
    command.addAll(List.of("-cp", before + File.pathSeparator + jar, mainClass(jar)));
    command.addAll(first.subList(at + 2, first.size()));
    command.add("--server.port=" + port);
    return command;
  }

  private static String mainClass(String file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  private static List<String> first(Instance instance) {
    Long pid = instance.pids().get(FIRST);
    ProcessHandle.Info info =
        ProcessHandle.of(pid == null ? 0 : pid)
            .orElseThrow(() -> new Unmeasurable("The exchange of Antwerp does not run."))
            .info();
    List<String> command = new ArrayList<>(List.of(info.command().orElseThrow()));
    command.addAll(List.of(info.arguments().orElseThrow()));
    return command;
  }

  String address() {
    return address;
  }

  private boolean isReady() {
    try {
      return Api.bearer(address, "").get("/actuator/health/readiness").status() == OK;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPS_WITHIN, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
