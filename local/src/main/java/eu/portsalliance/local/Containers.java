package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.demo.Centre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The alliance from its images, on a network of a Docker engine: hardened as the charts ask, with
 * PostgreSQL and Keycloak from the same binaries as everywhere else here. The program must run with
 * {@code -Djdk.net.hosts.file} naming {@link #hosts}, so that it knows the containers' names.
 */
final class Containers implements Centre {
  static final String LABEL = "eu.portsalliance.images-test";
  private static final String NETWORK = "alliance-images-test";
  private static final String SUBNET = "172.30.77";
  private static final int FIRST_ADDRESS = 10;
  private static final String USER = "10001:10001";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> CENTRE =
      List.of(Keycloak.PART, "identity", "registry", "alliance-gateway");

  private final Docker docker;
  private final StateFolder state;
  private final ContainerSite site;
  private final Secrets secrets;
  private final Topology topology;
  private final Postgres postgres;
  private final Keycloak keycloak;
  private final Configurations configurations;
  private final String repository;
  private final String tag;
  private final Probes probes = new Probes();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, Start> ready = new LinkedHashMap<>();

  Containers(Docker docker, Options options, StateFolder state, String repository, String tag) {
    this.docker = docker;
    this.state = state;
    this.repository = repository;
    this.tag = tag;
    site = new ContainerSite(options.ports());
    secrets = Secrets.open(state.secretsFile());
    topology = Topology.inContainers(site.ports(), ContainerSite.HTTP);
    Installed installed = new Installed(options.installed());
    Addresses free = new Addresses();
    postgres = new Postgres(state, installed, secrets, free.free());
    keycloak = new Keycloak(options, state, installed, secrets, free.free());
    configurations =
        new Configurations(
            site,
            state,
            secrets,
            new Keys(state.keys()),
            topology,
            Postgres.PART + ":" + postgres.port());
  }

  Path hosts() {
    return state.folder().resolve("hosts");
  }

  Topology topology() {
    return topology;
  }

  /** From a container's start to its first readiness: on the clock, and of the processor. */
  record Start(Duration took, Duration processor) {}

  /** Of each service, started one after the other. */
  Map<String, Start> ready() {
    return ready;
  }

  void bringUp() throws IOException, SQLException {
    Instant start = Clock.systemUTC().instant();
    docker.of("network", "create", "--label", LABEL, "--subnet", SUBNET + ".0/24", NETWORK);
    startPostgres();
    startKeycloak();
    DesiredState desired = new DesiredState(site, secrets, LocalDate.now(Clock.systemUTC()));
    PrivateFiles.write(configurations.desiredState(), Configurations.yaml(desired.document()));
    for (Topology.Node node : topology.nodes()) {
      migrate(node);
      startService(node);
    }
    Databases databases = new Databases(postgres, secrets);
    until("identity brought Keycloak to the desired state", () -> reconciled(databases, start));
    new AllianceDocument(site, secrets).write(state.allianceFile());
    new FirstReleases(databases, site.ports(), AllianceFile.read(state.allianceFile()))
        .make(Runnable::run);
  }

  @Override
  public void stop() {
    CENTRE.forEach(name -> docker.of("stop", "-t", "20", name(name)));
  }

  @Override
  public void start() {
    CENTRE.forEach(name -> docker.of("start", name(name)));
    until("Keycloak is back", () -> probes.isOk(keycloakHealth()));
    topology.nodes().stream()
        .filter(node -> CENTRE.contains(node.name()))
        .forEach(node -> until(node.name() + " is back", () -> isReady(node)));
  }

  /** The processor time that the container's one process took so far. */
  Duration processor(Topology.Node node) {
    return ProcessHandle.of(process(node))
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new Refusal("The processor time of " + node.name() + " is not told."));
  }

  /** The id of the container's one process, as this machine sees it. */
  long process(Topology.Node node) {
    return Long.parseLong(docker.of("inspect", "--format", "{{.State.Pid}}", name(node.name())));
  }

  static String name(String part) {
    return "alliance-" + part;
  }

  String image(Service service) {
    return repository + "/" + service.artifact() + ":" + tag;
  }

  private void startPostgres() throws IOException, SQLException {
    postgres.prepare();
    Path access = state.database().resolve("pg_hba.conf");
    String line = "host all all samenet scram-sha-256\n";
    Files.writeString(access, line, StandardOpenOption.APPEND);
    String user = handOver(state.database());
    List<String> own =
        List.of(
            "--user",
            user,
            "-v",
            state.database() + ":" + state.database(),
            "-v",
            postgres.installation() + ":" + postgres.installation() + ":ro",
            "-p",
            "127.0.0.1:%d:%d".formatted(postgres.port(), postgres.port()),
            "--shm-size",
            "128m");
    List<String> command = new ArrayList<>(postgres.server());
    command.addAll(List.of("-c", "listen_addresses=*"));
    run(Postgres.PART, own, "ports-alliance/base:local", command);
    until("PostgreSQL answers", postgres::answers);
    new Databases(postgres, secrets).ensure(topology.databases());
  }

  private void startKeycloak() throws IOException {
    keycloak.prepare(new AgencyRealms(site, secrets).documents());
    String user = handOver(state.keycloakHome());
    String java = System.getProperty("java.home");
    List<String> own = new ArrayList<>(List.of("--user", user, "--memory", "768m"));
    own.addAll(List.of("-v", state.keycloakHome() + ":" + state.keycloakHome()));
    // the authorities that a JDK trusts are a link out of it on some systems
    Path authorities = Path.of(java, "lib", "security", "cacerts").toRealPath();
    for (Path shared : List.of(keycloak.installation(), Path.of(java), authorities)) {
      own.addAll(List.of("-v", shared + ":" + shared + ":ro"));
    }
    Map<String, String> environment = new LinkedHashMap<>(keycloak.environment(postgres.port()));
    environment.put(
        "KC_DB_URL",
        "jdbc:postgresql://%s:%d/%s".formatted(Postgres.PART, postgres.port(), Keycloak.DATABASE));
    environment.put("KC_HTTP_HOST", "0.0.0.0");
    environment.put("KC_HTTP_PORT", Integer.toString(ContainerSite.KEYCLOAK));
    environment.put("KC_HTTP_MANAGEMENT_HOST", "0.0.0.0");
    environment.put("KC_HOSTNAME", site.keycloak());
    Path file = state.secrets().resolve("keycloak.env");
    StringBuilder lines = new StringBuilder();
    environment.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    PrivateFiles.write(file, lines.toString());
    own.addAll(List.of("--env-file", file.toString()));
    run(Keycloak.PART, own, "ports-alliance/base:local", keycloak.command());
    until("Keycloak is ready", () -> probes.isOk(keycloakHealth()));
  }

  private String keycloakHealth() {
    return "http://%s:%d/health/ready".formatted(Keycloak.PART, keycloak.managementPort());
  }

  /** The owning role migrates in a container of its own, which ends. */
  private void migrate(Topology.Node node) {
    if (!node.service().hasDatabase()) {
      return;
    }
    Map<String, Object> document = document(node);
    List<String> own = new ArrayList<>(files(node.name() + "-migration", document));
    own.addAll(List.of("--memory", "384m"));
    List<String> command = command("migration-" + node.name(), own, image(node.service()));
    command.remove("-d");
    command.add("--alliance.database=migrate");
    Docker.Output output = docker.run(command);
    if (output.status() != 0) {
      throw new Refusal("%s was not migrated: %s".formatted(node.name(), output.text().strip()));
    }
  }

  private void startService(Topology.Node node) {
    Map<String, Object> document = document(node);
    if (node.service().hasDatabase()) {
      // the service's own role alone: the owner's name and password are the migration's
      put(document, "alliance", "database", "check");
      put(document, "spring", "flyway", Map.of("url", jdbc(node.database().orElseThrow())));
    }
    List<String> own = new ArrayList<>(files(node.name(), document));
    own.addAll(List.of("--memory", node.service() == Service.GATEWAY ? "320m" : "384m"));
    run(node.name(), own, image(node.service()), List.of());
    until(node.name() + " is ready", () -> isReady(node));
    Instant now = Clock.systemUTC().instant();
    String started = docker.of("inspect", "--format", "{{.State.StartedAt}}", name(node.name()));
    Duration took = Duration.between(Instant.parse(started), now);
    ready.put(node.name(), new Start(took, processor(node)));
  }

  /** As on one machine, but for the addresses, which the image has. */
  private Map<String, Object> document(Topology.Node node) {
    Map<String, Object> document = new LinkedHashMap<>(configurations.of(node));
    document.remove("server");
    return document;
  }

  private static void put(Map<String, Object> document, String part, String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (document.get(part) instanceof Map<?, ?> before) {
      before.forEach((name, old) -> changed.put(name.toString(), old));
    }
    changed.put(key, value);
    document.put(part, changed);
  }

  private String jdbc(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Postgres.PART, postgres.port(), database);
  }

  private List<String> files(String name, Map<String, Object> document) {
    Path folder = state.folder().resolve("containers").resolve(name);
    return new ContainerFiles(folder, state.secrets()).write(document);
  }

  private boolean isReady(Topology.Node node) {
    return probes.isOk(
        "http://%s:%d/actuator/health/readiness".formatted(node.host(), ContainerSite.MANAGEMENT));
  }

  private static boolean reconciled(Databases databases, Instant start) {
    try {
      return databases.reconciledSince(start);
    } catch (SQLException e) {
      return false;
    }
  }

  private void run(String part, List<String> own, String image, List<String> program) {
    List<String> command = command(part, own, image);
    command.addAll(program);
    Docker.Output output = docker.run(command);
    if (output.status() != 0) {
      throw new Refusal("%s was not started: %s".formatted(part, output.text().strip()));
    }
  }

  /** What the `restricted` Pod Security Standard asks, and a read-only root. */
  private List<String> command(String part, List<String> own, String image) {
    List<String> command = new ArrayList<>(List.of("run", "-d", "--label", LABEL));
    command.addAll(List.of("--name", name(part), "--network", NETWORK, "--network-alias", part));
    command.addAll(List.of("--ip", address(part), "--read-only"));
    command.addAll(List.of("--tmpfs", "/tmp:rw,exec,nosuid,nodev,size=64m"));
    command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
    command.addAll(own);
    if (program(image)) {
      command.add("--entrypoint=");
    }
    command.add(image);
    return command;
  }

  private static boolean program(String image) {
    return image.contains("/base:");
  }

  /** A fixed one, so that a part that was stopped comes back where others know it. */
  private String address(String part) {
    String known = addresses.get(part);
    if (known != null) {
      return known;
    }
    String given = SUBNET + "." + (FIRST_ADDRESS + addresses.size());
    addresses.put(part, given);
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    addresses.forEach((name, at) -> lines.append(at).append(' ').append(name).append('\n'));
    try {
      Files.writeString(hosts(), lines.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return given;
  }

  /** Gives a folder to the containers' user where we may; names the user that owns it then. */
  private static String handOver(Path folder) throws IOException {
    if ("root".equals(System.getProperty("user.name"))) {
      int user = Integer.parseInt(USER.substring(USER.indexOf(':') + 1));
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.toList()) {
          Files.setAttribute(each, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(each, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
  }

  private static void until(String what, Waiting.Look<RuntimeException> so) {
    if (!Waiting.until(so, PATIENCE)) {
      throw new Refusal("Not within %d s: %s.".formatted(PATIENCE.toSeconds(), what));
    }
  }

  /** What each container wrote, for who looks into a failure. */
  void keepLogs() {
    for (String part : addresses.keySet()) {
      Docker.Output log = docker.run(List.of("logs", name(part)));
      if (log.status() == 0) {
        try {
          Files.writeString(state.log(part), log.text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
