package eu.portsalliance.intel.audit;

import eu.portsalliance.intel.TestPort;

/** Lets a port look at the logs of others at once, as it does by itself every ten seconds. */
public final class WitnessRounds {

  private WitnessRounds() {}

  /**
   * From now on the port looks only when it is told to: a look of its own that began before a test
   * changed something would end after it.
   */
  public static void byHandAlone(TestPort port) {
    port.bean(Witness.class).destroy();
  }

  public static void round(TestPort port) {
    port.bean(Witness.class).round().block();
  }
}
