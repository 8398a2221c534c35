package eu.portsalliance.bench.faults;

import eu.portsalliance.testkit.fault.Direction;
import eu.portsalliance.testkit.fault.Fault;
import java.time.Duration;
import java.util.Locale;

/**
 * One fault of a campaign.
 *
 * @param number its place among all
 * @param at when it begins, from the beginning of the campaign
 * @param lasts until it is healed; a kill is healed by whoever starts the process again
 * @param where the link or the process
 */
record Breakage(int number, Duration at, Duration lasts, String where, What what) {

  /** What happens there. */
  sealed interface What {

    /** In a word, for the table of a summary. */
    String word();

    /** A link hands on badly. */
    record Wire(Direction direction, Fault fault) implements What {
      @Override
      public String word() {
        return switch (fault) {
          case Fault.Pass _ -> "pass";
          case Fault.Delay _ -> "delay";
          case Fault.Throttle _ -> "throttle";
          case Fault.BlackHole _ -> "black hole";
          case Fault.Cut _ -> "cut";
          case Fault.Reorder _ -> "reorder";
        };
      }
    }

    /** SIGKILL. */
    record Kill() implements What {
      @Override
      public String word() {
        return "kill";
      }
    }

    /** SIGSTOP, and SIGCONT at its end. */
    record Freeze() implements What {
      @Override
      public String word() {
        return "freeze";
      }
    }
  }

  String name() {
    return "%d %s %s".formatted(number, what.word(), where);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%7.2f s  %s%s",
        at.toMillis() / 1000.0,
        name(),
        what instanceof What.Kill ? "" : " for " + lasts.toMillis() + " ms");
  }
}
