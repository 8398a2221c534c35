package eu.portsalliance.intel.work;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Sight;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.stix.StixSighting;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What was seen of an alert, reported by people. Of another port's alert it goes to that port, and
 * to no other, once a second person lets it out; that nothing was found of an alert of this port
 * stands once a second person says so too. Machines report nothing.
 */
@Component
class Sightings {

  private static final int MOST = 1_000;
  private static final String NOTHING_FOUND = "controlled-nothing-found";
  private static final String VISITS =
      "Of another port's alert an organisation reports at a port where it speaks, as the directory says.";
  private static final String ALREADY = "A second person did that already.";

  private static final String COLUMNS =
      " id, organisation, person, port, at, place, outcome, note, recorded_at, sent_at ";

  /** Let out and put before the alert's port in one statement; of two who try, one does. */
  private static final String SEND =
      """
      with sent as (
        update alert_sighting set sent_at = :now, sent_by_person = :person, sent_by_organisation = :by
         where id = :sighting and object_id = :alert and port is null and sent_at is null and person <> :person
        returning id
      ), stored as (
        insert into object_versions
          (id, modified, version, origin, controller, jws_header, payload, jws_signature)
        select :object, :now, 1, :origin, :controller, :header, :payload, :signature from sent
        returning id, modified
      )
      insert into deliveries (recipient, object_id, modified)
      select :recipient, id, modified from stored
      """;

  private final AlertWork alerts;
  private final Sight sight;
  private final Alliance alliance;
  private final PortKey key;
  private final DatabaseClient database;
  private final AuditTrail audit;

  Sightings(
      AlertWork alerts,
      Sight sight,
      Alliance alliance,
      PortKey signingKey,
      DatabaseClient database,
      AuditTrail audit) {
    this.alerts = alerts;
    this.sight = sight;
    this.alliance = alliance;
    this.key = signingKey;
    this.database = database;
    this.audit = audit;
  }

  /**
   * Reports that something of the alert was seen, for the caller's own organisation. What leaves
   * speaks for this port, so whoever visits it reports of other ports' alerts at home.
   */
  Mono<ResponseEntity<?>> report(
      Caller caller, Work work, String id, Statements.SightingRequest request) {
    List<FieldError> errors = StatementForm.errors(request, alerts.now());
    return errors.isEmpty()
        ? alerts.onAlert(
            caller,
            work,
            id,
            (object, person) ->
                elsewhere(object) && !speaks(caller.organisation())
                    ? AlertWork.refused(ProblemType.FORBIDDEN, VISITS)
                    : keep(caller, object, person, request)
                        .flatMap(
                            said ->
                                alerts
                                    .recorded(caller, work, "report sighting", id)
                                    .thenReturn(ResponseEntity.status(201).body(said))))
        : Mono.just(Problem.fields(errors).response());
  }

  private Mono<Statements.Sighting> keep(
      Caller caller, StoredObject alert, String person, Statements.SightingRequest request) {
    return database
        .sql(
            """
            insert into alert_sighting (id, object_id, organisation, person, at, place, outcome, note, recorded_at)
            values (:sighting, :id, :organisation, :person, :at, :place, :outcome, :note, :recorded)
            returning
            """
                + COLUMNS)
        .bind("sighting", UUID.randomUUID())
        .bind("id", alert.id())
        .bind("organisation", caller.organisation())
        .bind("person", person)
        .bind("at", Objects.requireNonNull(request.at()).atOffset(ZoneOffset.UTC))
        .bind("place", Objects.requireNonNull(request.place()).strip())
        .bind("outcome", Objects.requireNonNull(request.outcome()))
        .bind("note", Objects.requireNonNullElse(request.note(), "").strip())
        .bind("recorded", alerts.now().atOffset(ZoneOffset.UTC))
        .map(row -> shown(row, caller, alert))
        .one();
  }

  /**
   * The sightings that the caller may see; empty when the alert is not seen. Whoever reads the
   * alert sees what came from other ports, and an officer what waits for a second person.
   */
  Mono<Statements.Sightings> list(Caller caller, Work work, String id) {
    return sight
        .released(caller, work, id)
        .map(Sight.Seen::opened)
        .flatMap(alert -> list(caller, alert))
        .flatMap(
            items ->
                alerts
                    .read(caller, work, "read sightings", id)
                    .thenReturn(new Statements.Sightings(items)));
  }

  private Mono<List<Statements.Sighting>> list(Caller caller, StoredObject alert) {
    return database
        .sql(
            "select"
                + COLUMNS
                + """
                  from alert_sighting
                 where object_id = :id
                   and (organisation = :organisation or port is not null or :all
                        or (:seconds and sent_at is null and (:elsewhere or outcome = :nothing)))
                 order by recorded_at, id limit :limit
                """)
        .bind("id", alert.id())
        .bind("organisation", caller.organisation())
        .bind("all", AlertWork.controls(alert, caller))
        .bind("seconds", caller.roles().contains("intel-officer"))
        .bind("elsewhere", elsewhere(alert))
        .bind("nothing", NOTHING_FOUND)
        .bind("limit", MOST)
        .map(row -> shown(row, caller, alert))
        .all()
        .collectList();
  }

  /** Lets a sighting out to the port of its alert, or says too that nothing was found here. */
  Mono<ResponseEntity<?>> send(Caller caller, Work work, String id, UUID sighting) {
    return alerts.onAlert(
        caller,
        work,
        id,
        (alert, person) ->
            one(alert.id(), sighting)
                .<ResponseEntity<?>>flatMap(
                    kept ->
                        refusal(caller, person, alert, kept)
                            .map(refused -> Mono.<ResponseEntity<?>>just(refused.response()))
                            .orElseGet(
                                () ->
                                    elsewhere(alert)
                                        ? send(caller, work, person, alert, kept)
                                        : confirm(caller, work, person, alert, kept)))
                .switchIfEmpty(
                    Mono.defer(
                        () ->
                            AlertWork.refused(
                                ProblemType.NOT_FOUND, "Check the id; or you may not see it."))));
  }

  private record Kept(
      UUID id,
      String organisation,
      String person,
      Instant at,
      String place,
      String outcome,
      String note,
      boolean sent) {}

  private Mono<Kept> one(String alert, UUID sighting) {
    return database
        .sql(
            "select"
                + COLUMNS
                + "from alert_sighting where id = :sighting and object_id = :alert and port is null")
        .bind("sighting", sighting)
        .bind("alert", alert)
        .map(
            row ->
                new Kept(
                    sighting,
                    Columns.get(row, "organisation", String.class),
                    Columns.get(row, "person", String.class),
                    Columns.instant(row, "at"),
                    Columns.get(row, "place", String.class),
                    Columns.get(row, "outcome", String.class),
                    Columns.get(row, "note", String.class),
                    row.get("sent_at") != null))
        .one();
  }

  private Optional<Problem> refusal(Caller caller, String person, StoredObject alert, Kept kept) {
    if (elsewhere(alert)
        ? !Entitlements.entitled(
            alert.alert().markings(), alliance.required(), alert.alert().origin())
        : !kept.outcome().equals(NOTHING_FOUND)) {
      return Optional.of(
          Problem.of(ProblemType.CONFLICT, "There is no other port to which this goes."));
    }
    if (kept.sent()) {
      return Optional.of(Problem.of(ProblemType.CONFLICT, ALREADY));
    }
    if (elsewhere(alert) && !speaks(kept.organisation())) {
      return Optional.of(Problem.of(ProblemType.CONFLICT, VISITS));
    }
    if (kept.person().equals(person)) {
      return Optional.of(
          Problem.of(
              ProblemType.SECOND_PERSON_REQUIRED, "You reported it: another officer speaks next."));
    }
    Set<String> others = sight.authorities(alert.alert(), kept.organisation());
    return kept.outcome().equals(NOTHING_FOUND)
            && !others.isEmpty()
            && !others.contains(caller.organisation())
        ? Optional.of(
            Problem.of(
                ProblemType.SECOND_PERSON_REQUIRED,
                "That nothing was found is said by an officer of another authority of this port that reads it too."))
        : Optional.empty();
  }

  private Mono<ResponseEntity<?>> send(
      Caller caller, Work work, String person, StoredObject alert, Kept kept) {
    String origin = alert.alert().origin();
    StixSighting sighting =
        new StixSighting(
            "sighting--" + kept.id(),
            alert.id(),
            alliance.self().value(),
            kept.organisation(),
            alerts.now(),
            kept.at(),
            kept.place(),
            kept.outcome(),
            kept.note(),
            alert.alert().tlp());
    RecipientClass recipient = RecipientClass.peer(new Locode(origin));
    StoredObject.Parts signed =
        StoredObject.Parts.of(Jws.sign(key, Signatures.TYPE, StixWriter.write(sighting)))
            .orElseThrow();
    return database
        .sql(SEND)
        .bind("now", sighting.created().atOffset(ZoneOffset.UTC))
        .bind("person", person)
        .bind("by", caller.organisation())
        .bind("sighting", kept.id())
        .bind("alert", alert.id())
        .bind("object", sighting.id())
        .bind("origin", sighting.origin())
        .bind("controller", sighting.controller())
        .bind("header", signed.header())
        .bind("payload", signed.payload())
        .bind("signature", signed.signature())
        .bind("recipient", recipient.value())
        .fetch()
        .rowsUpdated()
        .flatMap(
            rows ->
                rows == 0
                    ? AlertWork.refused(ProblemType.CONFLICT, ALREADY)
                    : disclosed(caller, work, sighting, recipient)
                        .then(Mono.defer(() -> again(caller, alert, kept.id()))));
  }

  /** Of two who try, one does. */
  private Mono<ResponseEntity<?>> confirm(
      Caller caller, Work work, String person, StoredObject alert, Kept kept) {
    return database
        .sql(
            """
            update alert_sighting set sent_at = :now, sent_by_person = :person, sent_by_organisation = :by
             where id = :sighting and object_id = :alert and port is null and sent_at is null and person <> :person
            """)
        .bind("now", alerts.now().atOffset(ZoneOffset.UTC))
        .bind("person", person)
        .bind("by", caller.organisation())
        .bind("sighting", kept.id())
        .bind("alert", alert.id())
        .fetch()
        .rowsUpdated()
        .flatMap(
            rows ->
                rows == 0
                    ? AlertWork.refused(ProblemType.CONFLICT, ALREADY)
                    : audit
                        .record(
                            AuditEntry.of(
                                AuditEntry.Act.ALTERATION,
                                caller,
                                work,
                                "confirm sighting",
                                List.of(alert.id(), "sighting--" + kept.id())))
                        .then(Mono.defer(() -> again(caller, alert, kept.id()))));
  }

  private Mono<ResponseEntity<?>> again(Caller caller, StoredObject alert, UUID sighting) {
    return database
        .sql("select" + COLUMNS + "from alert_sighting where id = :sighting")
        .bind("sighting", sighting)
        .map(row -> shown(row, caller, alert))
        .one()
        .<ResponseEntity<?>>map(ResponseEntity::ok);
  }

  private Mono<Void> disclosed(
      Caller caller, Work work, StixSighting sighting, RecipientClass recipient) {
    return audit.record(
        new AuditEntry(
            AuditEntry.Act.DISCLOSURE,
            caller.actor(),
            caller.organisation(),
            Optional.of(work),
            "send sighting",
            List.of(sighting.alert(), sighting.id()),
            Optional.of(recipient.value())));
  }

  private boolean speaks(String organisation) {
    return alliance.required().speaks(organisation, alliance.self().value());
  }

  private boolean elsewhere(StoredObject alert) {
    return !alert.alert().origin().equals(alliance.self().value());
  }

  private Statements.Sighting shown(Readable row, Caller caller, StoredObject alert) {
    String port = row.get("port", String.class);
    String outcome = Columns.get(row, "outcome", String.class);
    return new Statements.Sighting(
        Columns.get(row, "id", UUID.class).toString(),
        port == null ? alliance.self().value() : port,
        port == null ? state(elsewhere(alert), outcome, row.get("sent_at") != null) : "received",
        Columns.get(row, "organisation", String.class),
        AlertWork.own(row, caller),
        Columns.instant(row, "at"),
        Columns.get(row, "place", String.class),
        outcome,
        Columns.get(row, "note", String.class),
        Columns.instant(row, "recorded_at"));
  }

  /** Of one that was reported here. */
  private static String state(boolean elsewhere, String outcome, boolean bySecond) {
    if (!bySecond && (elsewhere || outcome.equals(NOTHING_FOUND))) {
      return "waiting";
    }
    return elsewhere ? "sent" : "here";
  }
}
