package eu.portsalliance.audit;

/** The signer signed another history of this log: rows were changed or taken out after sealing. */
public final class SignedBefore extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SignedBefore(String what) {
    super(what, null, false, false);
  }
}
