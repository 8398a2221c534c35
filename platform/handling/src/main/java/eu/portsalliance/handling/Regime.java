package eu.portsalliance.handling;

import java.util.Arrays;
import java.util.Optional;

/** The law under which an object is processed. */
public enum Regime {
  /** Law enforcement: Directive (EU) 2016/680. */
  LED("LED"),
  /** Customs and administrative: Regulation (EU) 2016/679 with the Union Customs Code. */
  GDPR_CUSTOMS("GDPR-CUSTOMS"),
  /** Other: Regulation (EU) 2016/679 alone. */
  GDPR("GDPR");

  private final String label;

  Regime(String label) {
    this.label = label;
  }

  /** As it stands in an alert: {@code GDPR-CUSTOMS}. */
  public String label() {
    return label;
  }

  /** Reads a label; empty for a regime that only a newer peer knows. */
  public static Optional<Regime> of(String label) {
    return Arrays.stream(values()).filter(regime -> regime.label.equals(label)).findFirst();
  }
}
