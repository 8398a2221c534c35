package eu.portsalliance.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with the sentence and without a stack trace. */
final class DatabaseRefusedAnalyzer extends AbstractFailureAnalyzer<DatabaseRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, DatabaseRefused refused) {
    return new FailureAnalysis(refused.getMessage(), null, refused);
  }
}
