package eu.portsalliance.risk.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A box in the order that one class of reader sees.
 *
 * @param position from 1; 0 while it is not yet placed
 * @param container its number
 * @param checkDigitValid whether the last digit is right
 * @param score 0 to 100
 * @param parts what it is made of
 * @param journey the trip it is on
 * @param clock the last chance to control it, where the journey tells of one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RankingEntry(
    int position,
    String container,
    boolean checkDigitValid,
    int score,
    List<Part> parts,
    JourneySummary journey,
    @Nullable LastChanceView clock) {

  /** The trip, by its last event. */
  record JourneySummary(UUID id, String state, LastEvent lastEvent) {}

  /** The last event of a trip. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LastEvent(
      String code,
      String classifier,
      OffsetDateTime at,
      String location,
      @Nullable String facility) {}

  /**
   * Until when the box is within reach. The reader counts down; what is told changes with the
   * journey alone.
   *
   * @param place {@code NLRTM} or {@code NLRTM:RWG}
   */
  record LastChanceView(String kind, OffsetDateTime at, String place) {}

  RankingEntry at(int position) {
    return new RankingEntry(position, container, checkDigitValid, score, parts, journey, clock);
  }
}
