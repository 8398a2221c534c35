package eu.portsalliance.intel.alert;

/** What an alert is about. */
enum AlertKind implements Labelled {
  CONTAINER_OF_INTEREST("container-of-interest");

  private final String label;

  AlertKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
