package eu.portsalliance.testkit.fault;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to what comes, for each direction. To it everything is a chunk: as
 * many bytes as one reading found, a connection's opening (to the target) and its end. Within a
 * connection all stays in order, because TCP would put it in order again anyway.
 */
public sealed interface Fault {

  /** Nothing: all goes on as it comes. */
  record Pass() implements Fault {}

  /** Each chunk waits for a time drawn between the two. An hour is a line that is silent. */
  record Delay(Duration least, Duration most) implements Fault {
    public Delay {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException("Not a delay: from " + least + " to " + most);
      }
    }
  }

  /** No more than so many bytes a second on each connection. */
  record Throttle(int bytesPerSecond) implements Fault {
    public Throttle {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("Throttled to " + bytesPerSecond + " bytes a second");
      }
    }
  }

  /**
   * Takes everything and hands nothing on, after so many bytes of each connection, counted from
   * when the fault is set. With 0 to the target, connections are accepted and nothing is said. A
   * connection that lost bytes this way stays silent after the fault is gone; a new one is well.
   */
  record BlackHole(long afterBytes) implements Fault {
    public BlackHole {
      notNegative(afterBytes);
    }
  }

  /**
   * Ends each connection when so many bytes of it have gone this way, counted from when the fault
   * is set. With 0 to the target, each is ended as soon as it is opened; with 0 to the caller, the
   * request gets through and its answer does not.
   */
  record Cut(Ending ending, long afterBytes) implements Fault {
    public Cut {
      notNegative(afterBytes);
    }
  }

  /**
   * Connections pass each other. One chunk at a time is held back until a number of later chunks of
   * other connections, drawn from 1 to {@code mostBefore}, have gone this way, or it has waited for
   * {@code atMost}. So a later connection reaches the target before an earlier one, and a later
   * answer its caller before an earlier one.
   */
  record Reorder(int mostBefore, Duration atMost) implements Fault {
    public Reorder {
      if (mostBefore < 1 || atMost.isNegative()) {
        throw new IllegalArgumentException("Not an order: " + mostBefore + " within " + atMost);
      }
    }
  }

  private static void notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("After " + bytes + " bytes");
    }
  }
}
