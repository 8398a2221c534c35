package eu.portsalliance.intel.alert;

/** How reliable the source is (4x4). */
enum SourceGrade implements Labelled {
  A("A"),
  B("B"),
  C("C"),
  X("X");

  private final String label;

  SourceGrade(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
