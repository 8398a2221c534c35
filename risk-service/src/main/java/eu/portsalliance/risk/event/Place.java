package eu.portsalliance.risk.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an event took place.
 *
 * @param location UN/LOCODE, five characters
 * @param facility facility code of that location, null when not said
 * @param facilityList whose list the facility code is of: SMDG or BIC; null without a facility
 */
public record Place(String location, @Nullable String facility, @Nullable String facilityList) {
  /** The terminal's code in the SMDG list, if the sender gave one. */
  public Optional<String> smdg() {
    return "SMDG".equals(facilityList) ? Optional.ofNullable(facility) : Optional.empty();
  }

  /** The location, with the facility behind a colon where one is known: {@code NLRTM:RWG}. */
  public String label() {
    return facility == null ? location : location + ":" + facility;
  }
}
