package eu.portsalliance.testkit.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Stands on loopback between a caller and a target, hands on what passes and does to it what it is
 * told; that may change at any time and then holds for open connections too, also for what waits.
 * What is drawn depends on the seed, the number of the connection and that of its chunk alone, not
 * on the order in which threads run.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 500;

  private final ServerSocket server;
  private final Supplier<InetSocketAddress> target;
  private final long seed;
  private final Gate toTarget = new Gate();
  private final Gate toCaller = new Gate();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  private FaultProxy(ServerSocket server, Supplier<InetSocketAddress> target, long seed) {
    this.server = server;
    this.target = target;
    this.seed = seed;
  }

  /** One on a free port, which passes everything until it is told otherwise. */
  public static FaultProxy before(InetSocketAddress target, long seed) throws IOException {
    return before(() -> target, seed);
  }

  /**
   * The same where the target listens only later.
   *
   * @param target asked at each connection; one for which it throws an {@link
   *     IllegalStateException} is reset
   */
  public static FaultProxy before(Supplier<InetSocketAddress> target, long seed)
      throws IOException {
    ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    FaultProxy proxy = new FaultProxy(server, target, seed);
    Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
    return proxy;
  }

  /** Where callers connect instead of to the target. */
  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /** From now on, in this direction; counts of bytes begin anew. */
  public void set(Direction direction, Fault fault) {
    gate(direction).set(fault);
  }

  /** Passes everything again, both ways; what waited goes at once. */
  public void heal() {
    set(Direction.TO_TARGET, new Fault.Pass());
    set(Direction.TO_CALLER, new Fault.Pass());
  }

  /** Ends all connections that are open now; new ones are as the faults say. */
  public void cut(Ending ending) {
    links.forEach(link -> link.end(ending));
  }

  /** How many chunks wait in this direction now. */
  public int held(Direction direction) {
    return gate(direction).held();
  }

  /** How many connections are open now. */
  public int open() {
    return links.size();
  }

  /** Resets what is open and accepts nothing more. */
  @Override
  public void close() throws IOException {
    server.close();
    cut(Ending.RESET);
  }

  private Gate gate(Direction direction) {
    return switch (direction) {
      case TO_TARGET -> toTarget;
      case TO_CALLER -> toCaller;
    };
  }

  private void accept() {
    for (long number = 0; !server.isClosed(); number++) {
      try {
        Socket caller = server.accept();
        Link link = new Link(caller, toTarget, toCaller, seed * 31 + number);
        links.add(link);
        Thread.ofVirtual().start(() -> carry(link));
      } catch (IOException e) {
        // closed: the loop ends; or a caller that was gone at once: the next one
      }
    }
    cut(Ending.RESET);
  }

  private void carry(Link link) {
    try {
      link.carry(target);
    } finally {
      links.remove(link);
    }
  }
}
