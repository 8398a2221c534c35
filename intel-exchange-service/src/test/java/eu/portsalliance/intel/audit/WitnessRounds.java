package eu.portsalliance.intel.audit;

import eu.portsalliance.intel.TestPort;

/** Lets a port look at the logs of others at once, as it does by itself every ten seconds. */
public final class WitnessRounds {

  private WitnessRounds() {}

  public static void round(TestPort port) {
    port.bean(Witness.class).round().block();
  }
}
