package eu.portsalliance.risk.ranking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One part of a score. The points of all parts add up to the score. */
sealed interface Part {
  /** What kind of part it is: alert, finding or restricted. */
  @JsonProperty
  String kind();

  /** Which of its kind: the action that the alert asks for, or the code of the finding. */
  @JsonProperty
  String code();

  /** What it adds. */
  int points();

  /** A sentence in English; the portal has its own, from code and parameters. */
  String text();

  /** The same part with other points. */
  Part worth(int points);

  /**
   * An alert that the reader may read.
   *
   * @param obligations marks to show with it: {@code not-in-court}, {@code not-onward}
   * @param crosses its legal basis, where the reader's purpose is one of another regime: the
   *     reading is a disclosure and recorded with it
   */
  record OfAlert(
      String code,
      int points,
      String text,
      String alert,
      String tlp,
      String origin,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> obligations,
      @JsonIgnore Optional<String> crosses)
      implements Part {
    public OfAlert {
      obligations = List.copyOf(obligations);
    }

    @Override
    public String kind() {
      return "alert";
    }

    @Override
    public Part worth(int points) {
      return new OfAlert(code, points, text, alert, tlp, origin, obligations, crosses);
    }
  }

  /** Something odd about the journey. */
  record OfFinding(String code, int points, String text, Map<String, String> params)
      implements Part {
    @Override
    public String kind() {
      return "finding";
    }

    @Override
    public Part worth(int points) {
      return new OfFinding(code, points, text, params);
    }
  }

  /** Alerts on which the reader may act and which they may not read: whom to call, and no more. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Restricted(int points, String desk, @Nullable String contact) implements Part {
    @Override
    public String kind() {
      return "restricted";
    }

    @Override
    public String code() {
      return "restricted";
    }

    @Override
    @JsonProperty
    public String text() {
      return "Restricted: call " + desk + ".";
    }

    @Override
    public Part worth(int points) {
      return new Restricted(points, desk, contact);
    }
  }
}
