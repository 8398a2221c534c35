package eu.portsalliance.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is made of.
 *
 * @param root the repository: where the services' jars are built
 * @param state everything this instance keeps; two instances never share one
 * @param installed what is built once and shared by all instances: PostgreSQL, Keycloak, extracted
 *     services
 * @param offset added to every fixed address, so that instances can stand side by side
 * @param ports which ports are played
 * @param profile the services' JVM flags
 * @param rig what a fault campaign adds
 */
public record Options(
    Path root,
    Path state,
    Path installed,
    int offset,
    List<FoundingPort> ports,
    Profile profile,
    Rig rig)
    implements Site {

  private static final int ALLIANCE_GATEWAY = 8080;
  private static final int KEYCLOAK = 8180;
  // above it the highest gateway would leave the range of ports
  private static final int HIGHEST_OFFSET = 50_000;

  public Options {
    root = root.toAbsolutePath().normalize();
    state = state.toAbsolutePath().normalize();
    installed = installed.toAbsolutePath().normalize();
    ports = List.copyOf(ports);
    if (offset < 0 || offset > HIGHEST_OFFSET) {
      throw new Refusal("ALLIANCE_PORT_OFFSET is a number from 0 to " + HIGHEST_OFFSET + ".");
    }
    if (ports.isEmpty()) {
      throw new Refusal("An alliance needs one port at least: --ports nlrtm,beanr,deham.");
    }
  }

  /**
   * Reads ALLIANCE_ROOT, ALLIANCE_STATE, ALLIANCE_INSTALLED, ALLIANCE_PORT_OFFSET, ALLIANCE_PORTS,
   * ALLIANCE_PROFILE, and for a fault campaign ALLIANCE_DETOURS and ALLIANCE_PATCHES.
   */
  public static Options fromEnvironment(Map<String, String> environment) {
    Path root = root(environment.get("ALLIANCE_ROOT"));
    Path own = root.resolve(".alliance");
    return new Options(
        root,
        path(environment.get("ALLIANCE_STATE"), own),
        path(environment.get("ALLIANCE_INSTALLED"), own.resolve("installed")),
        offset(environment.getOrDefault("ALLIANCE_PORT_OFFSET", "0")),
        FoundingPort.parse(environment.getOrDefault("ALLIANCE_PORTS", "nlrtm,beanr,deham")),
        "production".equals(environment.get("ALLIANCE_PROFILE"))
            ? Profile.PRODUCTION
            : Profile.DEVELOPMENT,
        Rig.fromEnvironment(environment));
  }

  /** The variables from which {@link #fromEnvironment} reads the same options. */
  Map<String, String> toEnvironment() {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "ALLIANCE_ROOT", root.toString(),
                "ALLIANCE_STATE", state.toString(),
                "ALLIANCE_INSTALLED", installed.toString(),
                "ALLIANCE_PORT_OFFSET", Integer.toString(offset),
                "ALLIANCE_PORTS",
                    String.join(",", ports.stream().map(FoundingPort::lower).toList()),
                "ALLIANCE_PROFILE", profile.lower()));
    environment.putAll(rig.toEnvironment());
    return environment;
  }

  public Options withPorts(List<FoundingPort> chosen) {
    return new Options(root, state, installed, offset, chosen, profile, rig);
  }

  public Options withProfile(Profile chosen) {
    return new Options(root, state, installed, offset, ports, chosen, rig);
  }

  /** The same installation with a state of its own, beside whatever else runs. */
  public Options beside(Path ownState, int ownOffset) {
    return new Options(root, ownState, installed, ownOffset, ports, profile, rig);
  }

  public Options withRig(Rig chosen) {
    return new Options(root, state, installed, offset, ports, profile, chosen);
  }

  int allianceGatewayPort() {
    return ALLIANCE_GATEWAY + offset;
  }

  int keycloakPort() {
    return KEYCLOAK + offset;
  }

  int gatewayPort(FoundingPort port) {
    return port.gatewayPort() + offset;
  }

  @Override
  public String portal() {
    return "http://localhost:" + allianceGatewayPort();
  }

  @Override
  public String keycloak() {
    return "http://localhost:" + keycloakPort();
  }

  @Override
  public String gateway(FoundingPort port) {
    return "http://localhost:" + gatewayPort(port);
  }

  @Override
  public String detour(String name, String otherwise) {
    return rig.detour(name, otherwise);
  }

  private static Path path(@Nullable String value, Path otherwise) {
    return value == null || value.isBlank() ? otherwise : Path.of(value);
  }

  private static int offset(String value) {
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new Refusal("ALLIANCE_PORT_OFFSET must be a number, not '" + value + "'.", e);
    }
  }

  private static Path root(@Nullable String value) {
    if (value != null && !value.isBlank()) {
      return Path.of(value);
    }
    Path folder = Path.of("").toAbsolutePath();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("alliance")) && Files.isDirectory(at.resolve("local"))) {
        return at;
      }
    }
    throw new Refusal(
        "The repository was not found from here: start ./alliance in it, or set ALLIANCE_ROOT.");
  }
}
