package eu.portsalliance.intel.alert;

/** How good the information is (4x4). */
enum InformationGrade implements Labelled {
  CERTAIN("1"),
  KNOWN_TO_SOURCE("2"),
  CORROBORATED("3"),
  UNCORROBORATED("4");

  private final String label;

  InformationGrade(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
