package eu.portsalliance.intel.work;

import eu.portsalliance.intel.stix.Unseen;
import eu.portsalliance.problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what people say of an alert; every wrong field is named. */
final class StatementForm {

  /** Longer than this an alert is not put off: then it is read again. */
  static final Duration LONGEST_SNOOZE = Duration.ofHours(24);

  static final Set<String> OUTCOMES =
      Set.of("seen", "controlled-nothing-found", "controlled-found", "gone");

  private static final Duration LONG_AGO = Duration.ofDays(3_653);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private StatementForm() {}

  static List<FieldError> errors(Statements.DispositionRequest request, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    String state = request.state() == null ? "" : request.state();
    switch (state) {
      case "open" -> absent(errors, request.until());
      case "snoozed" -> {
        until(errors, request.until(), now);
        text(errors, "reason", request.reason(), 500, false);
      }
      case "not-ours" -> {
        absent(errors, request.until());
        text(errors, "reason", request.reason(), 500, true);
      }
      default -> errors.add(new FieldError("state", "is open, snoozed or not-ours"));
    }
    return errors;
  }

  static List<FieldError> errors(Statements.SightingRequest request, Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Instant at = request.at();
    if (at == null || at.isAfter(now.plus(CLOCKS_DIFFER)) || at.isBefore(now.minus(LONG_AGO))) {
      errors.add(new FieldError("at", "is needed, not in the future, and of the last ten years"));
    }
    text(errors, "place", request.place(), 100, true);
    text(errors, "note", request.note(), 2_000, false);
    if (request.outcome() == null || !OUTCOMES.contains(request.outcome())) {
      errors.add(
          new FieldError(
              "outcome", "is one of " + String.join(", ", OUTCOMES.stream().sorted().toList())));
    }
    return errors;
  }

  private static void absent(List<FieldError> errors, @Nullable Instant until) {
    if (until != null) {
      errors.add(new FieldError("until", "goes with snoozed only"));
    }
  }

  private static void until(List<FieldError> errors, @Nullable Instant until, Instant now) {
    if (until == null
        || !until.isAfter(now)
        || until.isAfter(now.plus(LONGEST_SNOOZE).plus(CLOCKS_DIFFER))) {
      errors.add(
          new FieldError("until", "is within the next " + LONGEST_SNOOZE.toHours() + " hours"));
    }
  }

  private static void text(
      List<FieldError> errors, String field, @Nullable String text, int most, boolean needed) {
    if (text == null || text.isBlank()) {
      if (needed) {
        errors.add(new FieldError(field, "is needed"));
      }
    } else if (text.length() > most || Unseen.in(text)) {
      errors.add(
          new FieldError(field, "is at most " + most + " characters, each of which is seen"));
    }
  }
}
