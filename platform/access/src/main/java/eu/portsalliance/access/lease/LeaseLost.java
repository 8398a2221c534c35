package eu.portsalliance.access.lease;

/** Another process took the lease under which this was done: nothing of it is kept. */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost(Term term) {
    super(
        "lease %s with fence %d was lost".formatted(term.name(), term.fence()), null, false, false);
  }
}
