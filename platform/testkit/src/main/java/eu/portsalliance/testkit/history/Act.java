package eu.portsalliance.testkit.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a client asks for; repeated with the same key it is the same act twice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "act")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Act.Release.class, name = "release"),
  @JsonSubTypes.Type(value = Act.Withdraw.class, name = "withdraw"),
  @JsonSubTypes.Type(value = Act.Erase.class, name = "erase")
})
public sealed interface Act {

  /** Of the object that it is about. */
  String id();

  /**
   * A version goes out: the first, or an amendment. Whom an amendment's rows of the {@link Table}
   * leave out loses what they had.
   *
   * @param origin port at which it is released
   */
  record Release(Version version, String origin) implements Act {
    @Override
    public String id() {
      return version.id();
    }
  }

  /** All versions before this one are taken back. */
  record Withdraw(Version version) implements Act {
    @Override
    public String id() {
      return version.id();
    }
  }

  /** All versions go, and none comes again. */
  record Erase(String id) implements Act {}

  /** What the client knows of how an act ended. */
  enum Outcome {
    /** Acknowledged: it has happened. */
    DONE,
    /** It has not happened, and will not. */
    REFUSED,
    /** The answer was lost or said neither: it may have happened, and may yet. */
    UNKNOWN
  }
}
