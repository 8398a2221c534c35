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
  private static final String PLANE = "alliance-plane";

  private Demo() {}

  public static int run(Alliance alliance, PrintStream out) {
    if (!alliance.isUp()) {
      throw new Refusal("The demo needs a running alliance: ./alliance up starts it.");
    }
    AllianceFile file = AllianceFile.read(alliance.allianceFile());
    int outcome = tell(file, plane(alliance), out);
    if (outcome != 0) {
      out.println(
          "The parts' logs are in "
              + alliance.log("*").getParent()
              + "; ./alliance status shows what runs.");
    }
    return outcome;
  }

  private static Centre plane(Alliance alliance) {
    return new Centre() {
      @Override
      public void stop() {
        alliance.stop(PLANE);
      }

      @Override
      public void start() {
        alliance.start(PLANE);
      }
    };
  }

  /** Plays the main job against the alliance of that file, wherever it runs. */
  public static int tell(AllianceFile file, Centre centre, PrintStream out) {
    if (!file.ports().keySet().containsAll(List.of("NLRTM", "BEANR"))) {
      throw new Refusal(
          "The demo needs Rotterdam and Antwerp: ./alliance down, then ./alliance up.");
    }
    Instant start = Instant.now();
    try {
      new Story(centre, file, new Narrator(out)).tell();
    } catch (NotSo | IllegalStateException | UncheckedIOException | JacksonException e) {
      out.printf("%nNOT SO  %s%n", e.getMessage());
      return 1;
    }
    out.printf(
        Locale.ROOT,
        "%nThe main job works. %.1f s in all.%n",
        Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return 0;
  }
}
