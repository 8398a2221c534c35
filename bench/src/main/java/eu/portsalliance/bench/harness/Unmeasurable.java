package eu.portsalliance.bench.harness;

/** A benchmark cannot be run as asked; the message is one sentence that says why. */
public final class Unmeasurable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unmeasurable(String sentence) {
    super(sentence);
  }

  public Unmeasurable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
