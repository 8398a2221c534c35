package eu.portsalliance.intel.alert;

/** Under which law an alert is processed. */
enum Regime implements Labelled {
  /** Directive (EU) 2016/680. */
  LED("LED"),
  /** GDPR with the Union Customs Code. */
  GDPR_CUSTOMS("GDPR-CUSTOMS"),
  /** Regulation (EU) 2016/679 alone. */
  GDPR("GDPR");

  private final String label;

  Regime(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
