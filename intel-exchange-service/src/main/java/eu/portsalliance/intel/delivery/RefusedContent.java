package eu.portsalliance.intel.delivery;

import io.r2dbc.spi.R2dbcException;
import java.util.Objects;

/** What the database refuses for what it says, as against what it cannot do at the moment. */
public final class RefusedContent {

  private RefusedContent() {}

  /**
   * SQLSTATE classes 22, 23 and 54 (PostgreSQL, appendix A): what was to be stored is at fault, and
   * will be so again.
   */
  public static boolean is(Throwable failure) {
    String state =
        failure.getCause() instanceof R2dbcException refusal
            ? Objects.requireNonNullElse(refusal.getSqlState(), "")
            : "";
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }
}
