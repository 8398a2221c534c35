package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Person;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The alliance from its images, on a network of a Docker engine: each container is the pod that
 * Helm makes of the charts, beside PostgreSQL and Keycloak from the same binaries as everywhere
 * else here. The program must run with {@code -Djdk.net.hosts.file} naming {@link #hosts}, so that
 * it knows the containers' names.
 */
final class Containers implements Centre {
  static final String LABEL = "eu.portsalliance.images-test";
  private static final String NETWORK = "alliance-images-test";
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
  private final ChartValues values;
  private final Path charts;
  private final String repository;
  private final String tag;
  private final Probes probes = new Probes();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, Start> ready = new LinkedHashMap<>();
  private final Map<Optional<FoundingPort>, Release> releases = new HashMap<>();
  private String authority = "";

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
    values = new ChartValues(site, secrets, new Keys(state.keys()), postgres.port());
    charts = options.root().resolve("helm");
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
    docker.of("network", "create", "--label", LABEL, "--subnet", ContainerSite.NETWORK, NETWORK);
    startPostgres();
    startKeycloak();
    startServices(Optional.empty());
    Databases databases = new Databases(postgres, secrets);
    until("identity brought Keycloak to the desired state", () -> reconciled(databases, start));
    new AllianceDocument(site, secrets).write(state.allianceFile());
    for (FoundingPort port : site.ports()) {
      startServices(Optional.of(port));
    }
    new FirstReleases(databases, site.ports(), AllianceFile.read(state.allianceFile()))
        .make(Runnable::run);
  }

  private Release release(Optional<FoundingPort> port) {
    String name = ChartValues.release(port);
    List<Path> files = new ArrayList<>();
    port.ifPresent(at -> files.add(values(name + "-registered", handedOut(at))));
    String own = Configurations.yaml(values.of(port, repository, tag));
    files.add(values(name, own));
    return Release.of(
        charts.resolve(ChartValues.chart(port)), name, files, state.folder().resolve("charts"));
  }

  private Path values(String name, String content) {
    Path file = state.configuration().resolve(name + "-values.yaml");
    PrivateFiles.write(file, content);
    return file;
  }

  /** What the registry says a port's tenant is installed with. */
  private String handedOut(FoundingPort port) {
    Answer answer =
        Person.signIn(AllianceFile.read(state.allianceFile()), "nl-coordinator", AllianceFile.PLANE)
            .api()
            .get("/api/registry/ports/" + port.locode() + "/tenant/values.yaml");
    if (answer.status() != 200) {
      throw new Refusal("The registry hands out no values for " + port.title() + ": " + answer);
    }
    return ChartValues.overTls(answer.body());
  }

  private void startServices(Optional<FoundingPort> port) {
    for (Topology.Node node : topology.nodes()) {
      if (node.port().equals(port)) {
        migrate(node);
        startService(node);
      }
    }
  }

  @Override
  public void stop() {
    List<String> command = new ArrayList<>(List.of("stop"));
    CENTRE.forEach(name -> command.add(name(name)));
    docker.of(command.toArray(String[]::new));
  }

  @Override
  public void start() {
    CENTRE.forEach(name -> docker.of("start", name(name)));
    until("Keycloak is back", () -> probes.isOk(keycloakHealth()));
    topology.nodes().stream()
        .filter(node -> CENTRE.contains(node.name()))
        .forEach(this::awaitReady);
  }

  /** Ends it as a machine that fails would. */
  void kill(Topology.Node node) {
    docker.of("kill", "-s", "KILL", name(node.name()));
  }

  /** What was ended comes back. */
  void startAgain(Topology.Node node) {
    docker.of("start", name(node.name()));
    awaitReady(node);
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
    ServerCertificate certificate =
        ServerCertificate.make(Postgres.PART, state.secrets(), state.log(Postgres.PART));
    authority = certificate.certificate();
    PrivateFiles.write(state.database().resolve("server.crt"), certificate.certificate());
    PrivateFiles.write(state.database().resolve("server.key"), certificate.key());
    // without TLS nobody but Keycloak, which is not of the charts here
    String lines =
        "host %1$s %1$s samenet scram-sha-256%nhostssl all all samenet scram-sha-256%n"
            .formatted(Keycloak.DATABASE);
    Files.writeString(state.database().resolve("pg_hba.conf"), lines, StandardOpenOption.APPEND);
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
    command.addAll(List.of("-c", "listen_addresses=*", "-c", "ssl=on"));
    run(Postgres.PART, own, command);
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
    run(Keycloak.PART, own, keycloak.command());
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
    String part = "migrate-" + node.name();
    Pod pod = released(node.port()).migrating(node.service());
    Docker.Output output = ended(part, node.port(), pod);
    if (output.status() != 0) {
      throw new Refusal("%s was not migrated: %s".formatted(node.name(), output.text().strip()));
    }
  }

  /** What helm test tries from inside a port's tenant: a sentence for each proof. */
  Docker.Output prove(FoundingPort port) {
    Optional<FoundingPort> at = Optional.of(port);
    return ended("prove-" + port.lower(), at, released(at).proving());
  }

  private Docker.Output ended(String part, Optional<FoundingPort> port, Pod pod) {
    List<String> command = command(part);
    command.remove("-d");
    return docker.run(withPod(command, part, port, pod));
  }

  private void startService(Topology.Node node) {
    Pod pod = released(node.port()).serving(node.service());
    List<String> command = command(node.name());
    command.addAll(List.of("--network-alias", released(node.port()).address(node.service())));
    started(node.name(), withPod(command, node.name(), node.port(), pod));
    awaitReady(node);
    Instant now = Clock.systemUTC().instant();
    String started = docker.of("inspect", "--format", "{{.State.StartedAt}}", name(node.name()));
    Duration took = Duration.between(Instant.parse(started), now);
    ready.put(node.name(), new Start(took, processor(node)));
  }

  private Release released(Optional<FoundingPort> port) {
    return releases.computeIfAbsent(port, this::release);
  }

  /** The command, and all that the rendered pod says. */
  private List<String> withPod(
      List<String> command, String part, Optional<FoundingPort> port, Pod pod) {
    Path folder = state.folder().resolve("containers").resolve(part);
    command.addAll(pod.options());
    command.addAll(
        new PodFiles(released(port), values.secrets(port, authority), folder).write(pod));
    command.add(pod.image());
    command.addAll(pod.arguments());
    return command;
  }

  private void awaitReady(Topology.Node node) {
    String at = released(node.port()).serving(node.service()).readiness();
    until(node.name() + " is ready", () -> probes.isOk("http://" + node.host() + ":" + at));
  }

  private static boolean reconciled(Databases databases, Instant start) {
    try {
      return databases.reconciledSince(start);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * A program from the base image, as the `restricted` Pod Security Standard asks, root read-only.
   */
  private void run(String part, List<String> own, List<String> program) {
    List<String> command = command(part);
    command.addAll(List.of("--read-only", "--tmpfs", "/tmp:rw,exec,nosuid,nodev,size=64m"));
    command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
    command.addAll(own);
    command.addAll(List.of("--entrypoint=", "ports-alliance/base:local"));
    command.addAll(program);
    started(part, command);
  }

  private void started(String part, List<String> command) {
    Docker.Output output = docker.run(command);
    if (output.status() != 0) {
      throw new Refusal("%s was not started: %s".formatted(part, output.text().strip()));
    }
  }

  private List<String> command(String part) {
    List<String> command = new ArrayList<>(List.of("run", "-d", "--label", LABEL));
    command.addAll(List.of("--name", name(part), "--network", NETWORK, "--network-alias", part));
    command.addAll(List.of("--ip", address(part)));
    return command;
  }

  /** A fixed one, so that a part that was stopped comes back where others know it. */
  private String address(String part) {
    String known = addresses.get(part);
    if (known != null) {
      return known;
    }
    String given = ContainerSite.SUBNET + "." + (FIRST_ADDRESS + addresses.size());
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
