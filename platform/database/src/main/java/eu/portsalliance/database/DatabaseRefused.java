package eu.portsalliance.database;

/** The database is not fit for what was asked; the message is for whoever operates it. */
final class DatabaseRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseRefused(String sentence) {
    super(sentence);
  }

  DatabaseRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
