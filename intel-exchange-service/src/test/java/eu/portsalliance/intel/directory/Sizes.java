package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Alliances as large as a test wants them. */
public final class Sizes {

  private static final List<String> KINDS =
      List.of("authority", "authority", "port-authority", "operator");

  private Sizes() {}

  /** The members as Rotterdam sees them; of four organisations two are authorities. */
  public static Members members(int ports, int organisations) {
    var directory =
        new Directory(
            1,
            Instant.EPOCH,
            IntStream.range(0, ports).mapToObj(Sizes::port).toList(),
            IntStream.range(0, organisations)
                .mapToObj(n -> organisation(n, locode(n / KINDS.size() % ports)))
                .toList(),
            List.of(),
            List.of());
    return new Members(directory, locode(0));
  }

  /** The id of an organisation by its number. */
  public static String name(int n) {
    return "organisation-" + n;
  }

  private static Directory.Organisation organisation(int n, Locode port) {
    return new Directory.Organisation(
        name(n), name(n), KINDS.get(n % KINDS.size()), "NL", List.of(port));
  }

  private static Directory.Port port(int n) {
    return new Directory.Port(
        locode(n), locode(n).value(), "NL", null, "active", List.of("1"), List.of());
  }

  private static Locode locode(int n) {
    return new Locode(n == 0 ? "NLRTM" : "NLX" + (char) ('A' + n / 26) + (char) ('A' + n % 26));
  }
}
