package eu.portsalliance.intel.alert;

/** What an alert is about. */
enum AlertKind implements Labelled {
  CONTAINER_OF_INTEREST("container-of-interest", true),
  RELEASE_RIGHT_FRAUD("release-right-fraud", true),
  RIP_OFF("rip-off", true),
  SWITCH("switch", true),
  CLONE("clone", true),
  FRONT_COMPANY("front-company", false),
  INSIDER_APPROACH("insider-approach", false),
  INTRUSION("intrusion", false),
  SEIZURE("seizure", false),
  MODUS_OPERANDI("modus-operandi", false),
  VESSEL("vessel", false),
  REQUEST_FOR_INFORMATION("request-for-information", false),
  RELEASE_REQUEST("release-request", false),
  ANSWER("answer", false);

  private final String label;
  private final boolean aboutBoxes;

  AlertKind(String label, boolean aboutBoxes) {
    this.label = label;
    this.aboutBoxes = aboutBoxes;
  }

  @Override
  public String label() {
    return label;
  }

  /** Whether it says nothing without a container. */
  boolean aboutBoxes() {
    return aboutBoxes;
  }
}
