package eu.portsalliance.risk.event;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which vessel and on which voyages a box is carried, as far as it is said. What has not the
 * form of such a number says nothing.
 *
 * @param vesselImo seven digits, null when not said
 * @param voyages numbers of voyages by {@link #voyage}, sorted, possibly none
 */
public record Carriage(@Nullable String vesselImo, List<String> voyages) {

  public static final Carriage NONE = new Carriage(null, List.of());

  private static final Pattern IMO = Pattern.compile("[0-9]{7}");
  private static final int LONGEST = 50;

  public Carriage {
    voyages = voyages.stream().sorted().distinct().toList();
  }

  /** Takes what somebody wrote. */
  public static Carriage of(@Nullable String vesselImo, Stream<String> voyages) {
    String imo = vesselImo == null ? "" : vesselImo.strip();
    return new Carriage(
        IMO.matcher(imo).matches() ? imo : null,
        voyages.map(Carriage::voyage).filter(voyage -> !voyage.isEmpty()).toList());
  }

  /** A number of a voyage without what people put between its letters and digits. */
  public static String voyage(String written) {
    String bare = written.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return bare.length() <= LONGEST ? bare : "";
  }
}
