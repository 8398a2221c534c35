package eu.portsalliance.intel.directory;

import eu.portsalliance.intel.TestPort;

/** Lets a port look for a newer directory at once, as it does by itself every fifteen seconds. */
public final class DirectoryRounds {

  private DirectoryRounds() {}

  public static void round(TestPort port) {
    port.bean(DirectoryKeeper.class).round().block();
  }
}
