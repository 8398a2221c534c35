package eu.portsalliance.local;

/** A part that could not be brought to health. */
final class PartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;

  PartFailed(String part, String how) {
    super(how);
    this.part = part;
  }

  String part() {
    return part;
  }
}
