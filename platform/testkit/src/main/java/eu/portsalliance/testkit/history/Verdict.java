package eu.portsalliance.testkit.history;

import java.util.List;

/**
 * What a history shows.
 *
 * @param findings what cannot be so; empty when nothing speaks against it
 * @param unexamined acknowledged releases that nobody looked for at a reader who should have them:
 *     not found lost, but not found either. A campaign that ends with a list of each reader after
 *     healing and bound has none
 */
public record Verdict(List<Finding> findings, List<Unexamined> unexamined) {

  public Verdict {
    findings = List.copyOf(findings);
    unexamined = List.copyOf(unexamined);
  }

  /** A release that no list after healing was there to show. */
  public record Unexamined(String reader, Version version) {}

  /** Nothing is wrong and nothing was left out. */
  public boolean clean() {
    return findings.isEmpty() && unexamined.isEmpty();
  }
}
