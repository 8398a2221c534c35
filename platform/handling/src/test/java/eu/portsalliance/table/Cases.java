package eu.portsalliance.table;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws cases: every axis evenly, so that rare crossings come too. */
public final class Cases {

  private Cases() {}

  /** The next case. */
  public static Case draw(RandomGenerator random) {
    return new Case(
        one(random, "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"),
        one(random, "empty", "with", "without"),
        random.nextInt(4) == 0,
        random.nextBoolean(),
        one(random, "authority", "port-authority", "operator", "stranger"),
        random.nextBoolean(),
        one(random, "named", "not named", "machine"),
        one(
            random,
            "intel-reader",
            "intel-analyst",
            "intel-officer",
            "risk-analyst",
            "control-officer",
            "none"),
        one(random, "inform", "ask", "control", "discreet", "observe"),
        one(random, "H0", "H1", "H2", "H3"),
        one(random, "LED", "GDPR-CUSTOMS", "GDPR", "unknown"),
        one(
            random,
            "crime-prevention",
            "investigation",
            "prosecution",
            "customs-control",
            "port-security",
            "audit",
            "none",
            "made-up"),
        one(
            random,
            "read",
            "search",
            "export",
            "derive",
            "request release",
            "deliver",
            "score",
            "reason",
            "gate"),
        random.nextBoolean());
  }

  private static String one(RandomGenerator random, String... of) {
    return List.of(of).get(random.nextInt(of.length));
  }
}
