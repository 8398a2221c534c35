package eu.portsalliance.audit;

/** The signer signed another history of this log: rows were changed or taken out after sealing. */
public final class SignedBefore extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SignedBefore(String log) {
    super("the log " + log + " does not grow from what was signed", null, false, false);
  }
}
