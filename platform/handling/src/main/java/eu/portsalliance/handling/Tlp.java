package eu.portsalliance.handling;

/**
 * Who may see an object: the Traffic Light Protocol 2.0 (FIRST, August 2022), from the widest to
 * the strictest.
 */
public enum Tlp {
  CLEAR("CLEAR"),
  GREEN("GREEN"),
  AMBER("AMBER"),
  AMBER_STRICT("AMBER+STRICT"),
  RED("RED");

  private final String label;

  Tlp(String label) {
    this.label = label;
  }

  /** The label without its prefix, as FIRST writes it: {@code AMBER+STRICT}. */
  public String label() {
    return label;
  }

  /**
   * Reads a label.
   *
   * @param label as FIRST writes it, without {@code TLP:}
   * @throws IllegalArgumentException when there is no such label
   */
  public static Tlp of(String label) {
    for (Tlp tlp : values()) {
      if (tlp.label.equals(label)) {
        return tlp;
      }
    }
    throw new IllegalArgumentException(
        "no TLP label: one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED");
  }
}
