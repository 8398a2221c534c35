package eu.portsalliance.intel.attachment;

/** Leaves the reading of a file at the first thing that is not taken; never leaves the package. */
final class FileRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  FileRefused(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** One sentence for the field, without content. */
  String reason() {
    return reason;
  }
}
