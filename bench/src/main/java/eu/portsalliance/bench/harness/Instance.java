package eu.portsalliance.bench.harness;

import eu.portsalliance.local.Alliance;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.Options;
import eu.portsalliance.local.Profile;
import eu.portsalliance.local.Secrets;
import eu.portsalliance.local.client.AllianceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An alliance for measuring only: in a folder of its own below the state folder, on addresses of
 * its own, so that it never is the one that {@code up} started.
 */
public final class Instance implements AutoCloseable {
  /** The part that is no JVM. */
  public static final String POSTGRESQL = "postgresql";

  private static final int BESIDE = 20_000;
  private static final String SUPERUSER = "postgres";

  private final Alliance alliance;
  private final Thread undo = new Thread(this::down, "down");

  private Instance(Alliance alliance) {
    this.alliance = alliance;
    Runtime.getRuntime().addShutdownHook(undo);
  }

  /** Where it lives and what it is made of; nothing is started. */
  public static Instance with(Map<String, String> environment, Profile profile) {
    Options usual = Options.fromEnvironment(environment);
    Options own =
        usual.beside(usual.state().resolve("bench"), usual.offset() + BESIDE).withProfile(profile);
    return new Instance(Alliance.of(own));
  }

  public Options options() {
    return alliance.options();
  }

  /** Starts with empty databases: what earlier runs left would change the figures. */
  public void upAfresh() throws IOException {
    alliance.reset(false);
    alliance.up(state -> {});
  }

  public void down() {
    alliance.down();
  }

  @Override
  public void close() {
    down();
    Runtime.getRuntime().removeShutdownHook(undo);
  }

  /** Its addresses and who may sign in. */
  public AllianceFile file() {
    return AllianceFile.read(alliance.allianceFile());
  }

  /** The process of each part that runs; the supervisor, whose children they are, is none. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new TreeMap<>();
    state().parts().stream()
        .filter(part -> part.pid() > 0)
        .forEach(part -> pids.put(part.name(), part.pid()));
    return pids;
  }

  /** The memory of every JVM, the supervisor's too. */
  public Resident ofJvms() {
    Stream<Long> parts =
        pids().entrySet().stream()
            .filter(part -> !part.getKey().equals(POSTGRESQL))
            .map(Map.Entry::getValue);
    return Stream.concat(Stream.of(state().supervisor()), parts)
        .map(Resident::of)
        .reduce(new Resident(0, 0), Resident::plus);
  }

  /** How many JVMs there are. */
  public int jvms() {
    return pids().size();
  }

  /** The memory of PostgreSQL with all its processes, which share their buffers. */
  public Resident ofPostgres() {
    return Resident.ofTree(pids().getOrDefault(POSTGRESQL, 0L));
  }

  /** A connection to one of its databases, as superuser. */
  public Connection connect(String database) throws SQLException {
    int port =
        state().parts().stream()
            .filter(part -> part.name().equals(POSTGRESQL))
            .mapToInt(InstanceState.Part::port)
            .findFirst()
            .orElseThrow();
    Path secrets = alliance.options().state().resolve("secrets").resolve("secrets.json");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        SUPERUSER,
        Secrets.open(secrets).of("postgresql/" + SUPERUSER));
  }

  private InstanceState state() {
    return alliance
        .running()
        .orElseThrow(() -> new Unmeasurable("The instance that is measured ended by itself."));
  }
}
