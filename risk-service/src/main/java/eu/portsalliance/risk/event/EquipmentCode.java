package eu.portsalliance.risk.event;

import java.util.Optional;

/** The equipmentEventTypeCode of DCSA Track and Trace 2.2 and 3.0. */
public enum EquipmentCode {
  /** Available for drop-off. */
  AVDO,
  /** Available for pick-up. */
  AVPU,
  /** Crossed a border. */
  CROS,
  /** Customs selected the box for inspection: an intention, no proof that anyone opened it. */
  CUSI,
  /** Customs released it. */
  CUSR,
  /** Customs selected it for a scan. */
  CUSS,
  /** Discharged. */
  DISC,
  /** Dropped off. */
  DROP,
  /** Gated in. */
  GTIN,
  /** Gated out. */
  GTOT,
  /** Inspected. */
  INSP,
  /** Loaded. */
  LOAD,
  /** Picked up. */
  PICK,
  /** Removed. */
  RMVD,
  /** Resealed. */
  RSEA,
  /** Stripped. */
  STRP,
  /** Stuffed. */
  STUF;

  /** The code of that name, if the standard has it. */
  public static Optional<EquipmentCode> of(String name) {
    for (EquipmentCode code : values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
