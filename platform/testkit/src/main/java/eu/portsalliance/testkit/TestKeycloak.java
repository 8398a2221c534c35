package eu.portsalliance.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One real Keycloak for each JVM of tests, from the distribution that the build unpacks below
 * {@code target/keycloak}. It keeps its data in memory, takes free ports and ends with the JVM. A
 * test that cannot have it fails.
 */
public final class TestKeycloak {

  /** Client of realm {@code master} that may administer everything. */
  public static final String ADMIN_CLIENT = "identity-service";

  /** Secret of that client. */
  public static final String ADMIN_SECRET = "secret-of-the-tests-keycloak";

  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final String JAVA_OPTS =
      "-Xms64m -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders"
          + " -XX:MaxMetaspaceSize=256m";

  private TestKeycloak() {}

  private static final class Holder {
    static final URI BASE = start();
  }

  /** Base address, {@code http://localhost:<port>}; the first call starts the server. */
  public static URI base() {
    return Holder.BASE;
  }

  private static URI start() {
    Path home = distribution();
    try {
      List<Integer> ports = freePorts();
      Path log = home.resolveSibling("keycloak.log");
      build(home, log);
      URI base = URI.create("http://localhost:" + ports.get(0));
      Process server =
          command(
                  home,
                  log,
                  "start",
                  "--optimized",
                  "--http-enabled=true",
                  "--http-host=127.0.0.1",
                  "--http-port=" + ports.get(0),
                  "--http-management-port=" + ports.get(1),
                  "--hostname=" + base)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
      awaitReady(server, URI.create("http://localhost:" + ports.get(1) + "/health/ready"), log);
      return base;
    } catch (IOException failure) {
      throw new UncheckedIOException("Keycloak did not start", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Keycloak did not start", interrupted);
    }
  }

  private static Path distribution() {
    Path unpacked = Path.of("target", "keycloak");
    try (Stream<Path> folders = Files.list(unpacked)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("bin/kc.sh")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no Keycloak in " + unpacked))
          .toAbsolutePath();
    } catch (IOException absent) {
      throw new UncheckedIOException(
          "the build of this module unpacks keycloak-quarkus-dist into target/keycloak", absent);
    }
  }

  /** Once for each unpacked distribution; the mark is written when it went well. */
  private static void build(Path home, Path log) throws IOException, InterruptedException {
    Path mark = home.resolve("built-for-tests");
    if (Files.exists(mark)) {
      return;
    }
    Process build =
        command(home, log, "build", "--db=dev-mem", "--cache=local", "--health-enabled=true")
            .start();
    if (!build.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || build.exitValue() != 0) {
      end(build);
      throw new IllegalStateException("kc.sh build failed: see " + log);
    }
    Files.writeString(mark, "dev-mem\n");
  }

  private static ProcessBuilder command(Path home, Path log, String... arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/kc.sh").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS", JAVA_OPTS);
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN_CLIENT);
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", ADMIN_SECRET);
    builder.directory(new File(home.toString()));
    return builder;
  }

  private static void awaitReady(Process server, URI health, Path log) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).GET().build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        // Waits half a second between looks, and no longer once the process is gone.
        if (server.waitFor(500, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("Keycloak ended: see " + log);
        }
        if (answers(http, request)) {
          return;
        }
      }
    }
    end(server);
    throw new IllegalStateException("Keycloak was not ready within " + PATIENCE + ": see " + log);
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket two = new ServerSocket(0)) {
      return List.of(one.getLocalPort(), two.getLocalPort());
    }
  }
}
