package eu.portsalliance.intel.alert;

import eu.portsalliance.intel.stix.Unseen;
import eu.portsalliance.problem.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a form and keeps what was wrong with each. */
final class Fields {

  private final boolean fresh;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Begins a form.
   *
   * @param fresh whether it comes from outside, and not from where it was accepted before
   */
  Fields(boolean fresh) {
    this.fresh = fresh;
  }

  List<FieldError> errors() {
    return errors;
  }

  @Nullable String text(String field, @Nullable String value, int most) {
    if (value == null || value.isBlank()) {
      wrong(field, "is needed");
    } else if (value.length() > most) {
      wrong(field, "takes at most " + most + " characters");
    } else if (fresh && (Unseen.in(value) || unpaired(value))) {
      wrong(field, "has characters that cannot be seen or are not text");
    } else {
      return value.strip();
    }
    return null;
  }

  private static boolean unpaired(String value) {
    return value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @Nullable Instant instant(String field, @Nullable String value) {
    if (value == null) {
      wrong(field, "is needed");
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 2000 && year <= 2199) {
        return instant;
      }
    } catch (DateTimeException unreadable) {
      // answered below, like a year that cannot be meant
    }
    wrong(field, "is a time such as 2026-12-31T12:00:00Z");
    return null;
  }

  @Nullable LocalDate date(String field, @Nullable String value) {
    if (value == null) {
      wrong(field, "is needed");
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(value);
      if (date.getYear() >= 2000 && date.getYear() <= 2199) {
        return date;
      }
    } catch (DateTimeException unreadable) {
      // answered below
    }
    wrong(field, "is a date such as 2026-12-31");
    return null;
  }

  <E extends Labelled> Optional<E> optional(String field, @Nullable String value, E[] values) {
    return value == null ? Optional.empty() : Optional.ofNullable(labelled(field, value, values));
  }

  <E extends Labelled> @Nullable E labelled(String field, @Nullable String value, E[] values) {
    return oneOf(field, value, values, Labelled::label);
  }

  <E> @Nullable E oneOf(
      String field, @Nullable String value, E[] values, Function<E, String> label) {
    for (E one : values) {
      if (label.apply(one).equals(value)) {
        return one;
      }
    }
    String labels = Arrays.stream(values).map(label).collect(Collectors.joining(", "));
    wrong(field, (value == null ? "is needed: " : "is ") + "one of " + labels);
    return null;
  }

  void wrong(String field, String detail) {
    errors.add(new FieldError(field, detail));
  }
}
