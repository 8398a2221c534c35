package eu.portsalliance.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from its embedded binaries, run as a plain child process with durable settings: what
 * is committed survives a power cut. Only the loopback address listens, and every connection gives
 * a password (SCRAM-SHA-256).
 */
final class Postgres {
  static final String PART = "postgresql";
  private static final String SUPERUSER = "postgres";
  private static final String SETTLED = "PG_VERSION";
  private static final Duration INITDB = Duration.ofMinutes(2);

  private final StateFolder state;
  private final Installed installed;
  private final Secrets secrets;
  private final int port;
  private @Nullable Path binaries;
  private List<String> unprivileged = List.of();

  Postgres(StateFolder state, Installed installed, Secrets secrets, int port) {
    this.state = state;
    this.installed = installed;
    this.secrets = secrets;
    this.port = port;
  }

  int port() {
    return port;
  }

  /** Unpacks the binaries and makes the data folder, each if it is not there yet. */
  void prepare() throws IOException {
    binaries = installed.folder("postgresql-18", Postgres::unpack);
    unprivileged = Unprivileged.prefix(state.log(PART));
    Unprivileged.letPass(unprivileged, state, binaries);
    Unprivileged.letPass(unprivileged, state, state.database());
    if (!Files.exists(state.database().resolve(SETTLED))) {
      initialise();
    }
    Unprivileged.hand(unprivileged, state.database());
  }

  private static void unpack(Path target) throws IOException {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "Darwin"
            : "Linux";
    String machine = System.getProperty("os.arch");
    String architecture =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
      Archive.unpackXz(archive, target);
    } catch (IllegalStateException e) {
      throw new Refusal(
          "There are no PostgreSQL binaries for %s on %s in this build.".formatted(system, machine),
          e);
    }
  }

  /**
   * Makes the data folder beside its place and moves it there whole, so that it is never seen half
   * made.
   */
  private void initialise() throws IOException {
    Path fresh = state.freshDatabase();
    Installed.delete(fresh);
    Installed.delete(state.database());
    Files.createDirectory(fresh);
    Path password = state.folder().resolve("pg.password");
    PrivateFiles.write(password, secrets.of("postgresql/" + SUPERUSER));
    try {
      Unprivileged.hand(unprivileged, fresh);
      Unprivileged.hand(unprivileged, password);
      List<String> command = new ArrayList<>(unprivileged);
      command.addAll(
          List.of(
              binary("initdb"),
              "--pgdata=" + fresh,
              "--username=" + SUPERUSER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--data-checksums"));
      int status = Commands.run(command, Map.of("TZ", "UTC"), state.log(PART), INITDB);
      if (status != 0) {
        throw new Refusal("PostgreSQL could not make its data folder (status " + status + ").");
      }
      Files.move(fresh, state.database(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  /**
   * The command of the server itself; nothing is left to a configuration file that zonky or a user
   * might have changed.
   */
  List<String> command() {
    List<String> command = new ArrayList<>(unprivileged);
    command.addAll(server());
    return command;
  }

  /** The same for whoever is an ordinary user already. */
  List<String> server() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            binary("postgres"), "-D", state.database().toString(), "-p", Integer.toString(port)));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  static Map<String, String> settings() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "200"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // a refused statement would carry container numbers and narratives into the log
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse")));
  }

  /**
   * Takes away what a power cut or a kill left: a lock file whose process is gone, or is another
   * program by now, or that nobody can read. A server of ours that outlived its supervisor is ended
   * first.
   */
  void mend() throws IOException {
    Path lock = state.database().resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    List<String> lines = Files.readAllLines(lock, StandardCharsets.ISO_8859_1);
    long pid = lines.isEmpty() ? 0 : number(lines.getFirst());
    ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Leftovers.belongsTo(process, state.folder()))
        .ifPresent(process -> Leftovers.end(process, Leftovers.Way.POSTGRESQL));
    Files.deleteIfExists(lock);
  }

  boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** A connection as superuser, for making roles and databases. */
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        jdbc(port, database) + "?connectTimeout=2&socketTimeout=60",
        SUPERUSER,
        secrets.of("postgresql/" + SUPERUSER));
  }

  static String jdbc(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Where the binaries are, shared by all instances. */
  Path installation() {
    if (binaries == null) {
      throw new IllegalStateException("PostgreSQL is not unpacked yet");
    }
    return binaries;
  }

  private String binary(String name) {
    return installation().resolve("bin").resolve(name).toString();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException cutOff) {
      return 0;
    }
  }
}
