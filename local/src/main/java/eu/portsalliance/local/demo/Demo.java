package eu.portsalliance.local.demo;

import eu.portsalliance.local.Alliance;
import java.io.PrintStream;

/** The main job. */
public final class Demo {
  private Demo() {}

  public static int run(Alliance alliance, PrintStream out) {
    out.println(alliance.allianceFile());
    return 1;
  }
}
