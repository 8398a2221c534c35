package eu.portsalliance.handling;

import java.util.Arrays;
import java.util.Optional;

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

  /** Reads a label; empty for a kind that only a newer directory knows: it gets nothing here. */
  public static Optional<OrganisationKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }
}
