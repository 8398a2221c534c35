package eu.portsalliance.intel.work;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people said of an alert, as it is shown (openapi.yaml). */
final class Statements {

  private Statements() {}

  /**
   * What a disposition asks for; {@code open} takes the alert back into the list.
   *
   * @param version the one that was read; another one by now is refused
   */
  record DispositionRequest(
      @Nullable String state,
      @Nullable Instant until,
      @Nullable String reason,
      @Nullable Integer version) {}

  /** What a sighting says: when and where, what came of it. */
  record SightingRequest(
      @Nullable Instant at,
      @Nullable String place,
      @Nullable String outcome,
      @Nullable String note) {}

  /**
   * Somebody has read a version.
   *
   * @param person for their own organisation to see
   */
  record Acknowledgement(String organisation, @Nullable String person, int version, Instant at) {}

  /**
   * How an organisation sorted an alert in its own list.
   *
   * @param confirmedBy the second person of {@code not-ours}
   */
  record Disposition(
      String state,
      @Nullable Instant until,
      String reason,
      String person,
      @Nullable String confirmedBy,
      Instant at) {}

  /**
   * What was seen.
   *
   * @param port at which it was reported
   * @param state {@code here} of this port's alert, {@code waiting} for the second person who lets
   *     it out to the alert's port or says too that nothing was found, {@code sent} there, or
   *     {@code received} from another port
   */
  record Sighting(
      String id,
      String port,
      String state,
      String organisation,
      @Nullable String person,
      Instant at,
      String place,
      String outcome,
      String note,
      Instant recordedAt) {}

  /** All but the sightings. */
  record State(List<Acknowledgement> acknowledgements, @Nullable Disposition disposition) {}

  record Sightings(List<Sighting> items) {}
}
