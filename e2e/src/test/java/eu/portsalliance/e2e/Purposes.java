package eu.portsalliance.e2e;

import java.util.List;

/** What people say that they work for. */
final class Purposes {
  /** That of the cast's machines, which stands in their tokens. */
  static final String OF_MACHINES = "crime-prevention";

  static final List<String> ALL =
      List.of(
          "crime-prevention",
          "investigation",
          "prosecution",
          "customs-control",
          "port-security",
          "audit");

  private Purposes() {}
}
