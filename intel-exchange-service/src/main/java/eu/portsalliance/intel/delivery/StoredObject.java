package eu.portsalliance.intel.delivery;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object version with its signature, as stored. It is parsed on first use and then kept parsed,
 * since many streams share one.
 */
public final class StoredObject {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String id;
  private final Instant modified;
  private final String header;
  private final byte[] payload;
  private final String signature;
  private final boolean withdrawal;
  private final Optional<Acts> acts;
  private final String trace;
  private volatile @Nullable StixAlert alert;

  /** Who drafted and who released it; known only where that happened. */
  public record Acts(
      String draftedBy,
      String draftedByOrganisation,
      String releasedBy,
      String releasedByOrganisation) {}

  StoredObject(
      String id,
      Instant modified,
      String header,
      byte[] payload,
      String signature,
      boolean withdrawal,
      Optional<Acts> acts,
      String trace) {
    this.id = id;
    this.modified = modified;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
    this.withdrawal = withdrawal;
    this.acts = acts;
    this.trace = trace;
  }

  /** What was just released here, before it is read back. */
  public static StoredObject released(StixAlert alert, Parts parts, Acts acts) {
    StoredObject object =
        new StoredObject(
            alert.id(),
            alert.modified(),
            parts.header(),
            parts.payload(),
            parts.signature(),
            false,
            Optional.of(acts),
            "");
    object.alert = alert;
    return object;
  }

  public String id() {
    return id;
  }

  public Instant modified() {
    return modified;
  }

  /** Whether it takes back what was said under its id: it has no content then. */
  public boolean withdrawal() {
    return withdrawal;
  }

  public Optional<Acts> acts() {
    return acts;
  }

  /** Where its release was traced; empty when it was not, or when nothing is told of it. */
  public String trace() {
    return trace;
  }

  /** The compact JWS, byte for byte as it was signed. */
  public String compact() {
    return header + "." + BASE64.encodeToString(payload) + "." + signature;
  }

  /** Its marking; that of a withdrawal, which says nothing, is the weakest. */
  public Tlp tlp() {
    if (withdrawal) {
      return Tlp.CLEAR;
    }
    return StixReader.read(payload) instanceof StixReader.Reading.Sighted read
        ? read.sighting().tlp()
        : alert().tlp();
  }

  /**
   * Whether nothing is told of it, since only the persons named may know of it: also when it cannot
   * be read, and when it takes back something whose taking back left no trace.
   */
  public boolean namedPersonsOnly() {
    StixAlert parsed = alert;
    if (parsed != null) {
      return parsed.markings().namedPersonsOnly();
    }
    if (withdrawal) {
      return trace.isEmpty();
    }
    return switch (StixReader.read(payload)) {
      case StixReader.Reading.Read read -> {
        alert = read.alert();
        yield read.alert().markings().namedPersonsOnly();
      }
      case StixReader.Reading.Sighted read -> read.sighting().tlp() == Tlp.RED;
      case StixReader.Reading.Withdrawn _, StixReader.Reading.Unreadable _ -> true;
    };
  }

  /** The content. */
  public StixAlert alert() {
    StixAlert parsed = alert;
    if (parsed == null) {
      parsed =
          switch (StixReader.read(payload)) {
            case StixReader.Reading.Read read -> read.alert();
            case StixReader.Reading.Sighted _ ->
                throw new IllegalStateException("a sighting is no alert");
            case StixReader.Reading.Withdrawn _ ->
                throw new IllegalStateException("a withdrawal has no content");
            case StixReader.Reading.Unreadable unreadable ->
                throw new IllegalStateException("a stored object: " + unreadable.reason());
          };
      alert = parsed;
    }
    return parsed;
  }

  /**
   * The parts of a compact JWS as they are stored.
   *
   * @param header its first part, as it is
   * @param payload the exact bytes
   * @param signature its last part, as it is
   */
  public record Parts(String header, byte[] payload, String signature) {

    /** Takes a compact JWS apart; empty when putting it together again would not give the same. */
    public static Optional<Parts> of(String compact) {
      String[] parts = compact.split("\\.", -1);
      if (parts.length != 3) {
        return Optional.empty();
      }
      return bytes(parts[0]).isPresent() && bytes(parts[2]).isPresent()
          ? bytes(parts[1]).map(payload -> new Parts(parts[0], payload, parts[2]))
          : Optional.empty();
    }

    /** Libraries skip what is no base64url: only its one canonical form is taken here. */
    private static Optional<byte[]> bytes(String part) {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.US_ASCII));
        return BASE64.encodeToString(bytes).equals(part) ? Optional.of(bytes) : Optional.empty();
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }
  }
}
