package eu.portsalliance.risk.event;

import eu.portsalliance.risk.container.ContainerNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of one DCSA equipment event.
 *
 * @param key which event it is
 * @param container the box
 * @param code what was done with it
 * @param classifier whether it happened or is expected
 * @param occurred event time with the offset that the sender gave, to the microsecond
 * @param issued when the sender wrote or last changed the event, null when not said
 * @param place where
 * @param mode VESSEL, RAIL, TRUCK, BARGE or MULTIMODAL; null when not said
 * @param carriage by which vessel and on which voyages
 * @param isoCode size and type (ISO 6346, clause 4), null when not said
 * @param emptyIndicator EMPTY or LADEN, null when not said
 * @param seals those that the event reports, possibly none
 */
public record EquipmentEvent(
    EventKey key,
    ContainerNumber container,
    EquipmentCode code,
    Classifier classifier,
    OffsetDateTime occurred,
    @Nullable Instant issued,
    Place place,
    @Nullable String mode,
    Carriage carriage,
    @Nullable String isoCode,
    @Nullable String emptyIndicator,
    List<Seal> seals) {

  public EquipmentEvent {
    seals = List.copyOf(seals);
  }

  /** Event time as a point on the line. */
  public Instant at() {
    return occurred.toInstant();
  }

  /** Whether it happened. */
  public boolean actual() {
    return classifier == Classifier.ACT;
  }

  /**
   * SHA-256 over everything kept except {@link #issued}: two messages with one event id say the
   * same when their digests agree. When the sender wrote the message is about the message, not
   * about the box, and a sender that repeats itself may well stamp it anew.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    String text =
        String.join(
            "\u001f",
            container.value(),
            code.name(),
            classifier.name(),
            at().toString(),
            place.location(),
            Objects.toString(place.facility(), ""),
            Objects.toString(place.facilityList(), ""),
            Objects.toString(mode, "") + (carriage.equals(Carriage.NONE) ? "" : carriage),
            Objects.toString(isoCode, ""),
            Objects.toString(emptyIndicator, ""),
            seals.stream().map(Seal::toString).sorted().collect(Collectors.joining("\u001e")));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
