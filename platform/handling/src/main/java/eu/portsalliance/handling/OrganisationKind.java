package eu.portsalliance.handling;

/** The kind of a member organisation, as the signed directory states it. */
public enum OrganisationKind {
  AUTHORITY("authority"),
  PORT_AUTHORITY("port-authority"),
  OPERATOR("operator");

  private final String label;

  OrganisationKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException when there is no such kind
   */
  public static OrganisationKind of(String label) {
    for (OrganisationKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "no kind of organisation: one of authority, port-authority, operator");
  }
}
