package eu.portsalliance.gateway.route;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Whose request it is: the connection's other end or, when that is a trusted proxy, the last one in
 * X-Forwarded-For that is none. What stands before it anybody can have written.
 */
final class Callers {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<IpSubnetFilterRule> trusted;

  /**
   * @param trusted networks of the proxies in front, as address/bits
   */
  Callers(List<String> trusted) {
    this.trusted =
        trusted.stream()
            .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
            .toList();
  }

  /** Null when the connection has no address. */
  @Nullable InetAddress address(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    InetAddress caller = remote == null ? null : remote.getAddress();
    if (caller == null || !isTrusted(caller)) {
      return caller;
    }
    List<String> hops =
        request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .toList();
    for (String hop : hops.reversed()) {
      InetAddress before = literal(hop.strip());
      if (before == null) {
        return caller; // the proxy before wrote no address: its own is the last that is known
      }
      caller = before;
      if (!isTrusted(caller)) {
        return caller;
      }
    }
    return caller;
  }

  private boolean isTrusted(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return trusted.stream().anyMatch(network -> network.matches(socket));
  }

  /** Never by a look-up of a name. */
  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
