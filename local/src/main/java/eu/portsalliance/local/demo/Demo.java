package eu.portsalliance.local.demo;

import eu.portsalliance.local.Alliance;
import eu.portsalliance.local.Refusal;
import eu.portsalliance.local.client.AllianceFile;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/**
 * {@code ./alliance demo}: ends with 0 when every step was as it should be, with 1 at the first
 * that was not.
 */
public final class Demo {
  private Demo() {}

  public static int run(Alliance alliance, PrintStream out) {
    if (!alliance.isUp()) {
      throw new Refusal("The demo needs a running alliance: ./alliance up starts it.");
    }
    AllianceFile file = AllianceFile.read(alliance.allianceFile());
    if (!file.ports().keySet().containsAll(List.of("NLRTM", "BEANR", "DEHAM"))) {
      throw new Refusal(
          "The demo needs Rotterdam, Antwerp and Hamburg: ./alliance down, then ./alliance up.");
    }
    Instant start = Instant.now();
    try {
      new Story(alliance, file, new Narrator(out)).tell();
    } catch (NotSo | IllegalStateException | UncheckedIOException | JacksonException e) {
      out.printf("%nNOT SO  %s%n", e.getMessage());
      out.println(
          "The parts' logs are in "
              + alliance.log("*").getParent()
              + "; ./alliance status shows what runs.");
      return 1;
    }
    out.printf(
        Locale.ROOT,
        "%nThe main job works. %.1f s in all.%n",
        Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return 0;
  }
}
