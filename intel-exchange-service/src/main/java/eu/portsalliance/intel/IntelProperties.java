package eu.portsalliance.intel;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the exchange of a port needs to know.
 *
 * @param signingKeyFile the port's private key, EC P-256 as a JWK
 * @param registry base URL of the port-registry-service
 * @param address base URL at which peers reach this port: its public gateway
 */
@ConfigurationProperties(prefix = "alliance.intel", ignoreUnknownFields = false)
public record IntelProperties(Path signingKeyFile, URI registry, URI address) {

  public IntelProperties {
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
