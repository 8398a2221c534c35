package eu.portsalliance.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Which TCP ports of this machine are to be had. */
final class Addresses {
  // below the range from which the kernel takes the near end of outgoing connections
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_999;

  private final Set<Integer> given = new HashSet<>();

  /** A free port that was not given before. */
  synchronized int free() {
    int start = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
    for (int i = 0; i <= HIGHEST - LOWEST; i++) {
      int port = LOWEST + (start - LOWEST + i) % (HIGHEST - LOWEST + 1);
      if (!given.contains(port) && isFree(port)) {
        given.add(port);
        return port;
      }
    }
    throw new Refusal("No TCP port between 20000 and 29999 is free on this machine.");
  }

  /** Whether nothing listens there, on either loopback address. */
  static boolean isFree(int port) {
    return isFree("127.0.0.1", port) && (isFree("::1", port) || !hasIpv6());
  }

  /** Refuses in one sentence when the port is taken. */
  static void mustBeFree(int port, String what) {
    if (!isFree(port)) {
      throw new Refusal(
          "Port %d, where %s would listen, is taken by another program: end that program (ss -ltnp 'sport = :%d' names it), or make an instance of its own on other ports with ALLIANCE_PORT_OFFSET=1000 ALLIANCE_STATE=.alliance/other before this and every later command."
              .formatted(port, what, port));
    }
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
