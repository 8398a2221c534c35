package eu.portsalliance.testkit.fault;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
  /** From who connected, also the connecting itself: requests. */
  TO_TARGET,
  /** To who connected: answers. */
  TO_CALLER
}
