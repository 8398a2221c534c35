package eu.portsalliance.intel;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the exchange of a port needs to know.
 *
 * @param signingKeyFile the port's private key, EC P-256 as a JWK
 * @param registry base URL of the port-registry-service
 * @param address base URL at which peers reach this port: its public gateway
 * @param duty read by the package of the duty desk; named here so that any other key stops the
 *     start
 */
@ConfigurationProperties(prefix = "alliance.intel", ignoreUnknownFields = false)
public record IntelProperties(
    Path signingKeyFile, URI registry, URI address, @DefaultValue Map<String, String> duty) {

  public IntelProperties {
    duty = Map.copyOf(duty);
    plain("registry", registry);
    plain("address", address);
  }

  private static void plain(String name, URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null
        || !scheme.matches("https?")
        || uri.getHost() == null
        || !(uri.getPath().isEmpty() || "/".equals(uri.getPath()))) {
      throw new IllegalArgumentException(
          "alliance.intel."
              + name
              + ": give scheme, host and port only, such as http://localhost:8101");
    }
  }
}
