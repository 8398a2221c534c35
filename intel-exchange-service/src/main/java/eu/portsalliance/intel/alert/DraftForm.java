package eu.portsalliance.intel.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a draft field by field and names every field that is wrong, not only the first. Needs no
 * directory; who the audience is in the alliance is {@link Audiences}' question.
 */
final class DraftForm {

  static final int CONTAINERS = 100;
  static final int NAMES = 64;

  private static final Pattern PERSON =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}:[\\x21-\\x7e]{1,128}");

  /** What came of reading. */
  sealed interface Reading {
    record Content(AlertContent content) implements Reading {}

    record Wrong(List<FieldError> errors) implements Reading {}
  }

  private final DraftRequest request;
  private final Instant now;
  private final boolean fresh;
  private final List<FieldError> errors = new ArrayList<>();

  private DraftForm(DraftRequest request, Instant now, boolean fresh) {
    this.request = request;
    this.now = now;
    this.fresh = fresh;
  }

  /** Reads a new draft: its dates are held against the present. */
  static Reading read(DraftRequest request, Instant now) {
    DraftForm form = new DraftForm(request, now, true);
    AlertContent content = form.content();
    if (content != null && form.errors.isEmpty()) {
      form.dates(content);
      form.markings(content);
    }
    return content == null || !form.errors.isEmpty()
        ? new Reading.Wrong(form.errors)
        : new Reading.Content(content);
  }

  /** Reads back what was accepted before; its dates may have passed since. */
  static AlertContent kept(DraftRequest request) {
    DraftForm form = new DraftForm(request, Instant.EPOCH, false);
    AlertContent content = form.content();
    if (content == null || !form.errors.isEmpty()) {
      throw new IllegalStateException("a kept draft cannot be read: " + form.errors);
    }
    return content;
  }

  private @Nullable AlertContent content() {
    AlertKind kind = labelled("kind", request.kind(), AlertKind.values());
    String title = text("title", request.title(), 200);
    String narrative = text("narrative", request.narrative(), 10_000);
    List<ContainerNumber> containers = containers();
    Tlp tlp = oneOf("tlp", request.tlp(), Tlp.values(), Tlp::label);
    List<Addressee> audience = audience();
    List<String> persons = persons();
    HandlingCode code =
        request.handlingCode() == null
            ? HandlingCode.H0
            : oneOf(
                "handlingCode", request.handlingCode(), HandlingCode.values(), HandlingCode::name);
    Optional<SourceGrade> source =
        optional("sourceGrade", request.sourceGrade(), SourceGrade.values());
    Optional<InformationGrade> information =
        optional("informationGrade", request.informationGrade(), InformationGrade.values());
    ActionOn actionOn = oneOf("actionOn", request.actionOn(), ActionOn.values(), ActionOn::label);
    Regime regime = oneOf("regime", request.regime(), Regime.values(), Regime::label);
    String legalBasis = text("legalBasis", request.legalBasis(), 500);
    Nature nature = labelled("nature", request.nature(), Nature.values());
    Instant from =
        request.validFrom() == null
            ? now.truncatedTo(ChronoUnit.MILLIS)
            : instant("validFrom", request.validFrom());
    Instant until = instant("validUntil", request.validUntil());
    LocalDate review = date("reviewOn", request.reviewOn());
    if (kind == null
        || title == null
        || narrative == null
        || tlp == null
        || code == null
        || actionOn == null
        || regime == null
        || legalBasis == null
        || nature == null
        || from == null
        || until == null
        || review == null) {
      return null;
    }
    return new AlertContent(
        kind,
        title,
        narrative,
        containers,
        tlp,
        audience,
        persons,
        code,
        source,
        information,
        actionOn,
        regime,
        legalBasis,
        nature,
        from,
        until,
        review);
  }

  private void dates(AlertContent content) {
    if (!content.validUntil().isAfter(content.validFrom())) {
      wrong("validUntil", "has to be later than validFrom");
    } else if (!content.validUntil().isAfter(now)) {
      wrong("validUntil", "has passed");
    }
    if (content.reviewOn().isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      wrong("reviewOn", "has passed");
    }
  }

  private void markings(AlertContent content) {
    boolean named = !content.audience().isEmpty();
    if (content.namedPersonsOnly()) {
      String what = content.tlp() == Tlp.RED ? "TLP RED" : "observe";
      if (content.persons().isEmpty()) {
        wrong("persons", what + " is for named persons: name at least one");
      }
      if (named) {
        wrong(
            "audience",
            what
                + " is for named persons, and stays at this port for now: leave the audience empty");
      }
    } else if (!content.persons().isEmpty()) {
      wrong("persons", "are named only with TLP RED or with observe");
    }
    switch (content.tlp()) {
      case CLEAR, GREEN -> {
        if (named && !content.namedPersonsOnly()) {
          wrong(
              "audience",
              "TLP "
                  + content.tlp().label()
                  + " goes to every member: leave the audience empty, or mark it AMBER");
        }
      }
      case AMBER_STRICT -> {
        if (!named && !content.namedPersonsOnly()) {
          wrong("audience", "AMBER+STRICT is for named organisations: name at least one");
        }
      }
      case AMBER, RED -> {
        // AMBER without an audience is for the authorities of this port
      }
    }
  }

  private List<ContainerNumber> containers() {
    List<@Nullable String> written = request.containers();
    if (written == null || written.isEmpty() || written.size() > CONTAINERS) {
      wrong("containers", "takes 1 to " + CONTAINERS + " container numbers");
      return List.of();
    }
    Set<ContainerNumber> numbers = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String one = written.get(i);
      Optional<ContainerNumber> number = one == null ? Optional.empty() : ContainerNumber.read(one);
      if (number.isEmpty()) {
        wrong("containers[" + i + "]", "a container number is four letters and seven digits");
      } else {
        numbers.add(number.get());
      }
    }
    return List.copyOf(numbers);
  }

  private List<Addressee> audience() {
    List<DraftRequest.@Nullable To> written =
        request.audience() == null ? List.of() : request.audience();
    if (written.size() > NAMES) {
      wrong("audience", "takes at most " + NAMES + " entries");
      return List.of();
    }
    List<Addressee> audience = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      DraftRequest.To to = written.get(i);
      String port = to == null ? null : to.port();
      String organisation = to == null ? null : to.organisation();
      if (port != null && organisation == null) {
        audience.add(new Addressee.Authorities(port));
      } else if (organisation != null && port == null) {
        audience.add(new Addressee.Named(organisation));
      } else {
        wrong("audience[" + i + "]", "names either a port or an organisation");
      }
    }
    return audience;
  }

  private List<String> persons() {
    List<@Nullable String> written = request.persons() == null ? List.of() : request.persons();
    if (written.size() > NAMES) {
      wrong("persons", "takes at most " + NAMES + " entries");
      return List.of();
    }
    Set<String> persons = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String person = written.get(i);
      if (person == null || !PERSON.matcher(person).matches()) {
        wrong("persons[" + i + "]", "a person is written agency:identifier");
      } else {
        persons.add(person);
      }
    }
    return List.copyOf(persons);
  }

  private @Nullable String text(String field, @Nullable String value, int most) {
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

  private @Nullable Instant instant(String field, @Nullable String value) {
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

  private @Nullable LocalDate date(String field, @Nullable String value) {
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

  private <E extends Labelled> Optional<E> optional(
      String field, @Nullable String value, E[] values) {
    return value == null ? Optional.empty() : Optional.ofNullable(labelled(field, value, values));
  }

  private <E extends Labelled> @Nullable E labelled(
      String field, @Nullable String value, E[] values) {
    return oneOf(field, value, values, Labelled::label);
  }

  private <E> @Nullable E oneOf(
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

  private void wrong(String field, String detail) {
    errors.add(new FieldError(field, detail));
  }
}
