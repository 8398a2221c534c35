package eu.portsalliance.intel.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a draft field by field and names every field that is wrong, not only the first. Needs no
 * directory; who the audience is in the alliance is {@link Audiences}' question.
 */
final class DraftForm {

  static final int NAMES = 64;

  static final int LONGEST_PURPOSE = 500;

  private static final Pattern PERSON =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}:[\\x21-\\x7e]{1,128}");

  /** What came of reading. */
  sealed interface Reading {
    record Content(AlertContent content) implements Reading {}

    record Wrong(List<FieldError> errors) implements Reading {}
  }

  private final DraftRequest request;
  private final Instant now;
  private final Fields fields;

  private DraftForm(DraftRequest request, Instant now, boolean fresh) {
    this.request = request;
    this.now = now;
    this.fields = new Fields(fresh);
  }

  /** Reads a new draft: its dates are held against the present. */
  static Reading read(DraftRequest request, Instant now) {
    DraftForm form = new DraftForm(request, now, true);
    if (request.attachments() != null) {
      form.fields.wrong("attachments", "are added to a draft one by one, at its own path");
    }
    AlertContent content = form.content();
    List<FieldError> errors = form.fields.errors();
    if (content != null && errors.isEmpty()) {
      form.dates(content);
      Contradictions.find(content, form.fields);
    }
    return content == null || !errors.isEmpty()
        ? new Reading.Wrong(errors)
        : new Reading.Content(content);
  }

  /** Reads back what was accepted before; its dates may have passed since. */
  static AlertContent kept(DraftRequest request) {
    DraftForm form = new DraftForm(request, Instant.EPOCH, false);
    AlertContent content = form.content();
    if (content == null || !form.fields.errors().isEmpty()) {
      throw new IllegalStateException("a kept draft cannot be read: " + form.fields.errors());
    }
    return content;
  }

  private @Nullable AlertContent content() {
    AlertKind kind = fields.labelled("kind", request.kind(), AlertKind.values());
    String title = fields.text("title", request.title(), 200);
    String narrative = fields.text("narrative", request.narrative(), 10_000);
    Subjects subjects = new Subjects(request, fields);
    List<ContainerNumber> containers = subjects.containers();
    Tlp tlp = fields.oneOf("tlp", request.tlp(), Tlp.values(), Tlp::label);
    List<Addressee> audience = audience();
    List<String> persons = persons();
    HandlingCode code =
        request.handlingCode() == null
            ? HandlingCode.H0
            : fields.oneOf(
                "handlingCode", request.handlingCode(), HandlingCode.values(), HandlingCode::name);
    Optional<SourceGrade> source =
        fields.optional("sourceGrade", request.sourceGrade(), SourceGrade.values());
    Optional<InformationGrade> information =
        fields.optional("informationGrade", request.informationGrade(), InformationGrade.values());
    ActionOn actionOn =
        fields.oneOf("actionOn", request.actionOn(), ActionOn.values(), ActionOn::label);
    Regime regime = fields.oneOf("regime", request.regime(), Regime.values(), Regime::label);
    String legalBasis = fields.text("legalBasis", request.legalBasis(), 500);
    Nature nature = fields.labelled("nature", request.nature(), Nature.values());
    Instant from =
        request.validFrom() == null
            ? now.truncatedTo(ChronoUnit.MILLIS)
            : fields.instant("validFrom", request.validFrom());
    Instant until = fields.instant("validUntil", request.validUntil());
    LocalDate review = fields.date("reviewOn", request.reviewOn());
    StixAlert.Details details =
        new StixAlert.Details(
            subjects.indicators(),
            subjects.journey(),
            limits(),
            due(),
            inReplyTo(),
            inReplyToVersion(),
            wanted(),
            Optional.ofNullable(request.consent()),
            attachments());
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
        review,
        details);
  }

  private Optional<String> limits() {
    return request.limits() == null
        ? Optional.empty()
        : Optional.ofNullable(fields.text("limits", request.limits(), 2_000));
  }

  private Optional<Instant> due() {
    return request.dueAt() == null
        ? Optional.empty()
        : Optional.ofNullable(fields.instant("dueAt", request.dueAt()));
  }

  private Optional<String> inReplyTo() {
    if (request.inReplyTo() != null && !StixReader.isId(request.inReplyTo())) {
      fields.wrong("inReplyTo", "is the id of a request: indicator-- and a UUID");
    }
    return Optional.ofNullable(request.inReplyTo());
  }

  private Optional<Integer> inReplyToVersion() {
    Integer read = request.inReplyToVersion();
    if (read != null && read < 1) {
      fields.wrong("inReplyToVersion", "is the version of the request that you read");
    }
    return Optional.ofNullable(read);
  }

  private List<StixAlert.Attachment> attachments() {
    var given = request.attachments();
    return given == null ? List.of() : given.stream().filter(Objects::nonNull).toList();
  }

  private Optional<StixAlert.Wanted> wanted() {
    DraftRequest.Wish wish = request.wanted();
    if (wish == null) {
      return Optional.empty();
    }
    if (!StixReader.isId(wish.alert())) {
      fields.wrong("wanted.alert", "is the id of an alert: indicator-- and a UUID");
    }
    List<@Nullable String> named = wish.recipients() == null ? List.of() : wish.recipients();
    List<String> recipients = named.stream().filter(Objects::nonNull).toList();
    if (recipients.isEmpty() || recipients.size() < named.size() || named.size() > NAMES) {
      fields.wrong("wanted.recipients", "names 1 to " + NAMES + " organisations");
    }
    String purpose = fields.text("wanted.purpose", wish.purpose(), LONGEST_PURPOSE);
    return wish.alert() == null || purpose == null
        ? Optional.empty()
        : Optional.of(new StixAlert.Wanted(wish.alert(), recipients, purpose));
  }

  private void dates(AlertContent content) {
    if (!content.validUntil().isAfter(content.validFrom())) {
      fields.wrong("validUntil", "has to be later than validFrom");
    } else if (!content.validUntil().isAfter(now)) {
      fields.wrong("validUntil", "has passed");
    }
    if (content.details().dueAt().filter(due -> !due.isAfter(now)).isPresent()) {
      fields.wrong("dueAt", "has passed");
    }
    if (content.reviewOn().isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      fields.wrong("reviewOn", "has passed");
    }
  }

  private List<Addressee> audience() {
    List<DraftRequest.@Nullable To> written =
        request.audience() == null ? List.of() : request.audience();
    if (written.size() > NAMES) {
      fields.wrong("audience", "takes at most " + NAMES + " entries");
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
        fields.wrong("audience[" + i + "]", "names either a port or an organisation");
      }
    }
    return audience;
  }

  private List<String> persons() {
    List<@Nullable String> written = request.persons() == null ? List.of() : request.persons();
    if (written.size() > NAMES) {
      fields.wrong("persons", "takes at most " + NAMES + " entries");
      return List.of();
    }
    Set<String> persons = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String person = written.get(i);
      if (person == null || !PERSON.matcher(person).matches()) {
        fields.wrong("persons[" + i + "]", "a person is written agency:identifier");
      } else {
        persons.add(person);
      }
    }
    return List.copyOf(persons);
  }
}
