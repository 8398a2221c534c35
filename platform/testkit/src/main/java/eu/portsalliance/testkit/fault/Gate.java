package eu.portsalliance.testkit.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One direction of a proxy: rules over each chunk by the fault of this moment. */
final class Gate {

  /** What becomes of a chunk. */
  sealed interface Ruling {
    /** So many of its bytes go on now; ask again for the rest. */
    record Go(int bytes) implements Ruling {}

    /** It is gone. */
    record Swallow() implements Ruling {}

    /** The connection ends. */
    record End(Ending ending) implements Ruling {}
  }

  /** One connection in this direction. Used by its one thread, under the lock of the gate. */
  static final class Passage {
    private final SplittableRandom random;
    private int fault = -1;
    private long bytes;
    private boolean silent;
    private boolean ended;
    private @Nullable Passage overtaken;

    Passage(long seed) {
      random = new SplittableRandom(seed);
    }
  }

  private static final Ruling SWALLOW = new Ruling.Swallow();
  private static final Ruling RESET = new Ruling.End(Ending.RESET);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Fault fault = new Fault.Pass();
  private int changes;
  private int held;
  private @Nullable Passage heldBack;
  private int before;

  void set(Fault next) {
    lock.lock();
    try {
      fault = next;
      changes++;
      heldBack = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Chunks that wait now. */
  int held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing of it wait any longer. */
  void end(Passage passage) {
    lock.lock();
    try {
      passage.ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits as the fault wants; when that changes meanwhile, the new one counts from then on. */
  Ruling rule(Passage passage, int length) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        if (passage.fault != changes) {
          passage.fault = changes;
          passage.bytes = 0;
        }
        Ruling ruling = now(passage, length);
        if (passage.ended) {
          return RESET;
        }
        if (passage.fault == changes) {
          return ruling;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Ruling now(Passage passage, int length) throws InterruptedException {
    passage.overtaken = null;
    if (passage.silent) {
      return SWALLOW;
    }
    return switch (fault) {
      case Fault.Pass _ -> new Ruling.Go(length);
      case Fault.Delay(Duration least, Duration most) -> {
        hold(passage, passage.random.nextLong(least.toNanos(), most.toNanos() + 1), () -> true);
        yield new Ruling.Go(length);
      }
      case Fault.Throttle(int rate) -> throttled(passage, length, rate);
      case Fault.BlackHole(long after) -> {
        if (passage.bytes < after) {
          yield new Ruling.Go((int) Math.min(length, after - passage.bytes));
        }
        passage.silent = true;
        yield SWALLOW;
      }
      case Fault.Cut(Ending ending, long after) ->
          passage.bytes < after
              ? new Ruling.Go((int) Math.min(length, after - passage.bytes))
              : new Ruling.End(ending);
      case Fault.Reorder(int most, Duration atMost) -> reordered(passage, length, most, atMost);
    };
  }

  private Ruling throttled(Passage passage, int length, int rate) throws InterruptedException {
    int slice = Math.min(length, Math.max(1, rate / 20));
    hold(passage, slice * 1_000_000_000L / rate, () -> true);
    return new Ruling.Go(slice);
  }

  private Ruling reordered(Passage passage, int length, int most, Duration atMost)
      throws InterruptedException {
    if (heldBack != null) {
      passage.overtaken = heldBack;
      return new Ruling.Go(length);
    }
    heldBack = passage;
    before = passage.random.nextInt(1, most + 1);
    hold(passage, atMost.toNanos(), () -> before > 0);
    if (heldBack == passage) {
      heldBack = null;
    }
    return new Ruling.Go(length);
  }

  private interface Still {
    boolean wanted();
  }

  private void hold(Passage passage, long nanos, Still still) throws InterruptedException {
    int seen = changes;
    long left = nanos;
    held++;
    try {
      while (left > 0 && seen == changes && !passage.ended && still.wanted()) {
        left = changed.awaitNanos(left);
      }
    } finally {
      held--;
    }
  }

  /** So many bytes have gone on; a cut that was due after them is due now. */
  Optional<Ending> gone(Passage passage, int bytes) {
    lock.lock();
    try {
      passage.bytes += bytes;
      if (passage.overtaken != null && passage.overtaken == heldBack) {
        before--;
        changed.signalAll();
      }
      return fault instanceof Fault.Cut(Ending ending, long after)
              && passage.fault == changes
              && passage.bytes >= after
          ? Optional.of(ending)
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
