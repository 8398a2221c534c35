package eu.portsalliance.registry.enrolment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form of a gateway's public address: an http or https origin (RFC 6454, section 4). */
final class GatewayAddress {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LONGEST = 200;

  private GatewayAddress() {}

  /**
   * Reads an address.
   *
   * @return the origin in lower case without a slash at the end; empty when the text has user
   *     information, a path, a query or a fragment, or is no http(s) address
   */
  static Optional<String> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI address = new URI(text).parseServerAuthority();
      return isOrigin(address) ? Optional.of(origin(address)) : Optional.empty();
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isOrigin(URI address) {
    return address.getScheme() != null
        && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && (isEmpty(address.getRawPath()) || "/".equals(address.getRawPath()))
        && (address.getPort() == -1 || (address.getPort() > 0 && address.getPort() < 65_536))
        && (address.getPort() != -1 || !address.getRawAuthority().endsWith(":"));
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static String origin(URI address) {
    String port = address.getPort() == -1 ? "" : ":" + address.getPort();
    return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT) + port;
  }
}
