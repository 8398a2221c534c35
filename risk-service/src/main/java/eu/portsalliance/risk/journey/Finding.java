package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.event.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something odd about a journey. Readers get a code and parameters, so that each reads it in their
 * language.
 */
public sealed interface Finding {
  /** Names the kind of finding. */
  String code();

  /** What the sentence about it needs, in a fixed order. */
  Map<String, String> params();

  /** The last digit of the number is not the one that ISO 6346, annex A gives. */
  record CheckDigit(String digit, String expected) implements Finding {
    @Override
    public String code() {
      return "check-digit";
    }

    @Override
    public Map<String, String> params() {
      return ordered("digit", digit, "expected", expected);
    }
  }

  /** The number has not the form of ISO 6346, or its fourth letter is not U, J or Z. */
  record NumberForm(String number) implements Finding {
    @Override
    public String code() {
      return "number-form";
    }

    @Override
    public Map<String, String> params() {
      return ordered("number", number);
    }
  }

  /** One seal stands where another was, and nobody reported to have opened the box between. */
  record SealChanged(String before, String after, Place place, Instant at) implements Finding {
    @Override
    public String code() {
      return "seal-changed";
    }

    @Override
    public Map<String, String> params() {
      return ordered("before", before, "after", after, "place", name(place), "at", at.toString());
    }
  }

  /** The box stands, or stood, longer in the port than the port allows for. */
  record LongStand(Duration threshold, Instant since) implements Finding {
    @Override
    public String code() {
      return "long-stand";
    }

    @Override
    public Map<String, String> params() {
      return ordered("hours", Long.toString(threshold.toHours()), "since", since.toString());
    }
  }

  /** The box left before it had come. */
  record ExitBeforeArrival(String exit, Place place, Instant at) implements Finding {
    @Override
    public String code() {
      return "exit-before-arrival";
    }

    @Override
    public Map<String, String> params() {
      return ordered("exit", exit, "place", name(place), "at", at.toString());
    }
  }

  /** The box came in where it already stood: of one of the two it cannot be true. */
  record ArrivalWhilePresent(String arrival, Place place, Instant at) implements Finding {
    @Override
    public String code() {
      return "arrival-while-present";
    }

    @Override
    public Map<String, String> params() {
      return ordered("arrival", arrival, "place", name(place), "at", at.toString());
    }
  }

  private static String name(Place place) {
    return place.facility() == null ? place.location() : place.location() + " " + place.facility();
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
