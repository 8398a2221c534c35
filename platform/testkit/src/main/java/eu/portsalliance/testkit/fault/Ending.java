package eu.portsalliance.testkit.fault;

/** How a connection ends, at both of its ends. */
public enum Ending {
  /** At once (RST): reading and writing fail. */
  RESET,
  /** In order (FIN): reading comes to an end; what is written afterwards is thrown away. */
  FINISH
}
