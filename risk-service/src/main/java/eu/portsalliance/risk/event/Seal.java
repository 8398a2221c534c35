package eu.portsalliance.risk.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A seal as an event reports it (DCSA Track and Trace 3.0, Seal).
 *
 * @param number at most 15 characters
 * @param source who affixed it: CAR, CNS, CST, CUS, PHY, SHI, TER or VET; null when not said
 * @param type KLP, BLT or WIR; null when not said
 * @param placement DOOR or VENT
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Seal(
    String number, @Nullable String source, @Nullable String type, String placement) {
  /** Where a seal sits when the sender does not say (the default of the standard). */
  public static final String DOOR = "DOOR";

  /**
   * Whether the two can be the same place in the life of a box: one may have replaced the other.
   */
  public boolean sameSeat(Seal other) {
    boolean source =
        this.source == null || other.source == null || this.source.equals(other.source);
    return source && placement.equals(other.placement);
  }
}
