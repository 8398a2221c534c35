package eu.portsalliance.intel.alert;

/** Whether an alert states a fact or an assessment (Directive (EU) 2016/680, article 7). */
enum Nature implements Labelled {
  FACT("fact"),
  ASSESSMENT("assessment");

  private final String label;

  Nature(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
