package eu.portsalliance.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Keycloak distribution, unpacked and built once for all instances; an instance's home links to
 * it and holds what is its own: the agencies' realms to import, temporary files.
 */
final class Keycloak {
  static final String PART = "keycloak";
  static final String DATABASE = "keycloak";
  static final String ADMINISTRATOR = "identity-service";
  private static final Duration BUILD = Duration.ofMinutes(5);
  private static final List<String> BUILD_OPTIONS =
      List.of("--db=postgres", "--health-enabled=true");
  private static final List<String> FLAGS =
      List.of(
          "-Xms64m",
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:MaxMetaspaceSize=224m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8",
          "-Duser.language=en",
          "-Duser.country=US",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Options options;
  private final StateFolder state;
  private final Installed installed;
  private final Secrets secrets;
  private final int managementPort;
  private @Nullable Path distribution;

  Keycloak(
      Options options,
      StateFolder state,
      Installed installed,
      Secrets secrets,
      int managementPort) {
    this.options = options;
    this.state = state;
    this.installed = installed;
    this.secrets = secrets;
    this.managementPort = managementPort;
  }

  int managementPort() {
    return managementPort;
  }

  boolean isBuilt() throws IOException {
    return Installed.isComplete(options.installed().resolve(folder(archive())));
  }

  private static String folder(Path archive) {
    return archive
        .getFileName()
        .toString()
        .replaceAll("keycloak-quarkus-dist-(.*)\\.tar\\.gz", "keycloak-$1");
  }

  /** Unpacks and builds what is missing, and makes this instance's home. */
  void prepare(Map<String, String> realms) throws IOException {
    Path archive = archive();
    Path built = installed.folder(folder(archive), target -> build(archive, target));
    distribution = built;
    Path home = state.keycloakHome();
    Path data = home.resolve("data").resolve("import");
    Files.createDirectories(data);
    try (Stream<Path> parts = Files.list(built)) {
      for (Path part : parts.toList()) {
        link(home.resolve(part.getFileName()), part);
      }
    }
    for (Map.Entry<String, String> realm : realms.entrySet()) {
      PrivateFiles.write(data.resolve(realm.getKey() + ".json"), realm.getValue());
    }
  }

  private Path archive() throws IOException {
    Path folder = options.root().resolve("local/target/keycloak");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        var found = files.filter(file -> file.toString().endsWith(".tar.gz")).sorted().toList();
        if (!found.isEmpty()) {
          return found.getLast();
        }
      }
    }
    throw new Refusal(
        "The Keycloak distribution is missing in local/target/keycloak: mvn -pl local package fetches it.");
  }

  private void build(Path archive, Path target) throws IOException {
    Archive.unpackGzip(archive, target);
    List<String> command =
        new ArrayList<>(List.of(target.resolve("bin/kc.sh").toString(), "build"));
    command.addAll(BUILD_OPTIONS);
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "JAVA_OPTS",
            // quoted for the script, which takes the words apart again
            "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \"%s\""
                .formatted(Leftovers.mark(state.folder())));
    int status = Commands.run(command, environment, state.log(PART), BUILD);
    if (status != 0) {
      throw new Refusal("Keycloak could not be built (status " + status + ").");
    }
  }

  private static void link(Path link, Path target) throws IOException {
    if (link.endsWith("data")) {
      return;
    }
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    Installed.delete(link);
    Files.createSymbolicLink(link, target);
  }

  /** The distribution, built, shared by all instances. */
  Path installation() {
    if (distribution == null) {
      throw new IllegalStateException("Keycloak is not unpacked yet");
    }
    return distribution;
  }

  /** The server's own command, not the script's: the process that is watched is the JVM. */
  List<String> command() {
    Path home = state.keycloakHome();
    List<String> command = new ArrayList<>();
    command.add(Commands.java());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            Leftovers.mark(state.folder()),
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-cp",
            installation().resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "start",
            "--optimized",
            "--import-realm"));
    return command;
  }

  /** Addresses and secrets go by environment: a command line is there for everybody to read. */
  Map<String, String> environment(int databasePort) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KC_DB_URL", Postgres.jdbc(databasePort, DATABASE));
    environment.put("KC_DB_USERNAME", DATABASE);
    environment.put("KC_DB_PASSWORD", secrets.of("postgresql/" + DATABASE));
    environment.put("KC_DB_POOL_MAX_SIZE", "20");
    environment.put("KC_HTTP_ENABLED", "true");
    environment.put("KC_HTTP_HOST", "127.0.0.1");
    environment.put("KC_HTTP_PORT", Integer.toString(options.keycloakPort()));
    environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("KC_HTTP_MANAGEMENT_PORT", Integer.toString(managementPort));
    // otherwise it looks for others of its cluster, on every address of the machine
    environment.put("KC_CACHE", "local");
    environment.put("KC_HOSTNAME", options.keycloak());
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMINISTRATOR);
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", secrets.of("client/" + ADMINISTRATOR));
    environment.put("KC_LOG_LEVEL", "warn,io.quarkus:info,org.keycloak.exportimport:info");
    return environment;
  }
}
