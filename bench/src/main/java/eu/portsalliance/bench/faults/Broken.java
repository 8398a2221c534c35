package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Alliance;
import eu.portsalliance.local.FoundingPort;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.InstanceState.Condition;
import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.Options;
import eu.portsalliance.local.Rig;
import eu.portsalliance.local.Waiting;
import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.testkit.fault.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An alliance of three ports of its own, with a proxy on each link between its parts: between
 * ports, to the registry, to Keycloak, and from each service to PostgreSQL.
 */
final class Broken implements AutoCloseable {
  private static final int BESIDE = 11_000;
  private static final List<FoundingPort> PORTS = List.of(FoundingPort.values());
  private static final Duration HEALTHY = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Alliance alliance;
  private final Map<String, FaultProxy> links;
  private final Thread undo = new Thread(this::down, "down");

  private Broken(Alliance alliance, Map<String, FaultProxy> links) {
    this.alliance = alliance;
    this.links = links;
    Runtime.getRuntime().addShutdownHook(undo);
  }

  /** Where campaigns keep what they wrote down. */
  static Path folder(Map<String, String> environment) {
    return Options.fromEnvironment(environment).state().resolve("faults");
  }

  /**
   * Starts it with empty databases.
   *
   * @param patches folders with classes that stand before a process's own
   */
  static Broken up(Map<String, String> environment, Map<String, Path> patches, long seed)
      throws IOException {
    Options usual = Options.fromEnvironment(environment);
    Options own =
        usual.beside(folder(environment), usual.offset() + BESIDE).withPorts(PORTS).withRig(none());
    Alliance plain = Alliance.of(own);
    Ports ports = new Ports(plain);
    Map<String, FaultProxy> links = new LinkedHashMap<>();
    Map<String, String> detours = new TreeMap<>();
    for (FoundingPort port : PORTS) {
      int gateway = URI.create(own.gateway(port)).getPort();
      link(
          links,
          seed,
          port.lower(),
          () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway));
    }
    link(links, seed, "registry", ports.of("registry"));
    link(links, seed, "keycloak", ports.of("keycloak"));
    links.forEach((name, proxy) -> detours.put(name, "http://" + address(proxy)));
    for (String process : withDatabase()) {
      String name = "postgresql/" + process;
      link(links, seed, name, ports.of("postgresql"));
      detours.put(name, address(java.util.Objects.requireNonNull(links.get(name))));
    }
    Alliance alliance = Alliance.of(own.withRig(new Rig(detours, patches)));
    Broken broken = new Broken(alliance, links);
    alliance.reset(false);
    alliance.up(state -> {});
    return broken;
  }

  private static Rig none() {
    return new Rig(Map.of(), Map.of());
  }

  private static void link(
      Map<String, FaultProxy> links, long seed, String name, Supplier<InetSocketAddress> target)
      throws IOException {
    links.put(name, FaultProxy.before(target, seed * 31 + links.size()));
  }

  private static String address(FaultProxy proxy) {
    return "127.0.0.1:" + proxy.address().getPort();
  }

  private static List<String> withDatabase() {
    return Stream.concat(
            PORTS.stream()
                .flatMap(port -> Stream.of(port.lower() + "-intel", port.lower() + "-risk")),
            Stream.of("registry", "identity"))
        .toList();
  }

  /** Where parts listen, which they choose when they start and keep. */
  private record Ports(Alliance alliance, Map<String, Integer> known) {
    Ports(Alliance alliance) {
      this(alliance, new ConcurrentHashMap<>());
    }

    Supplier<InetSocketAddress> of(String part) {
      return () -> {
        int port =
            known.computeIfAbsent(
                part,
                name ->
                    alliance
                        .running()
                        .flatMap(state -> state.part(name))
                        .map(Part::port)
                        .filter(listens -> listens > 0)
                        .orElseThrow(() -> new IllegalStateException(name + " is not there yet")));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      };
    }
  }

  AllianceFile file() {
    return AllianceFile.read(alliance.allianceFile());
  }

  /** The links by their names. */
  Map<String, FaultProxy> links() {
    return links;
  }

  /** What may be killed or stand still: every process but the supervisor. */
  List<String> processes() {
    return state().parts().stream()
        .filter(part -> part.pid() > 0)
        .map(Part::name)
        .sorted()
        .toList();
  }

  /** The process of a part, if one runs. */
  Optional<Long> pid(String part) {
    return state().part(part).map(Part::pid).filter(pid -> pid > 0);
  }

  /** Those that are not healthy now. */
  List<String> away() {
    return state().parts().stream()
        .filter(part -> part.condition() != Condition.HEALTHY)
        .map(part -> part.name() + " " + part.condition().name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  /** Waits until every part is healthy again. */
  void awaitHealthy() {
    if (!Waiting.until(() -> away().isEmpty(), LOOK, HEALTHY)) {
      throw new Unmeasurable("Not healthy again within %s: %s.".formatted(HEALTHY, away()));
    }
  }

  private InstanceState state() {
    return alliance
        .running()
        .orElseThrow(() -> new Unmeasurable("The alliance that is broken ended by itself."));
  }

  private void down() {
    alliance.down();
  }

  @Override
  public void close() throws IOException {
    down();
    Runtime.getRuntime().removeShutdownHook(undo);
    for (FaultProxy proxy : links.values()) {
      proxy.close();
    }
  }
}
