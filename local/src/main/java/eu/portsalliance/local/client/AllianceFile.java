package eu.portsalliance.local.client;

import eu.portsalliance.local.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code alliance.json}: where a running alliance is, and with what one signs in to it. */
public final class AllianceFile {
  /** What stands in the place of a port where the alliance itself is meant. */
  public static final String PLANE = "alliance";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path file;
  private final Content content;

  private AllianceFile(Path file, Content content) {
    this.file = file;
    this.content = content;
  }

  /** A port's public addresses. */
  public record Port(String gateway, String taxii) {}

  /** A machine client. */
  public record Client(String secret, List<String> roles, String port) {}

  /** Somebody who signs in at their agency; roles by port or {@link #PLANE}. */
  public record User(
      String username,
      String password,
      String organisation,
      String agency,
      String displayName,
      Map<String, List<String>> roles) {}

  private record Content(
      String portal,
      String issuer,
      String tokenEndpoint,
      Map<String, Port> ports,
      Map<String, Client> clients,
      List<User> users) {}

  /** Reads the file that {@code ./alliance up} wrote. */
  public static AllianceFile read(Path file) {
    try {
      return new AllianceFile(file, JSON.readValue(Files.readString(file), Content.class));
    } catch (IOException e) {
      throw new UncheckedIOException("No alliance is up: " + file + " cannot be read", e);
    }
  }

  /**
   * The file named by the system property {@code alliance.file} or the environment's ALLIANCE_FILE.
   */
  public static AllianceFile named() {
    @Nullable String name = System.getProperty("alliance.file", System.getenv("ALLIANCE_FILE"));
    if (name == null || name.isBlank()) {
      throw new IllegalStateException(
          "alliance.file names no running alliance: ./alliance test starts one and sets it");
    }
    return read(Path.of(name));
  }

  public Path path() {
    return file;
  }

  public String portal() {
    return content.portal();
  }

  public String issuer() {
    return content.issuer();
  }

  public String tokenEndpoint() {
    return content.tokenEndpoint();
  }

  public Map<String, Port> ports() {
    return content.ports();
  }

  public List<User> users() {
    return content.users();
  }

  /** The base address of a port's gateway, or of the gateway of the plane {@code alliance}. */
  public String gateway(String locode) {
    if (locode.equals(PLANE)) {
      return portal();
    }
    Port port = content.ports().get(locode);
    if (port == null) {
      throw new IllegalArgumentException(locode + " is not a port of this alliance");
    }
    return port.gateway();
  }

  public Client client(String clientId) {
    Client client = content.clients().get(clientId);
    if (client == null) {
      throw new IllegalArgumentException("there is no machine client " + clientId);
    }
    return client;
  }

  public User user(String username) {
    return content.users().stream()
        .filter(user -> user.username().equals(username))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody is called " + username));
  }

  /** The secret of a gateway's own client, from the instance's secrets beside this file. */
  public String portalSecret(String locode) {
    return Secrets.open(file.resolveSibling("secrets").resolve("secrets.json"))
        .of("client/portal-" + locode.toLowerCase(Locale.ROOT));
  }
}
