package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.RecipientClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What became of an alert: its versions and the acts on it. Persons are for their own organisation;
 * others see the organisation, and of the acts those that concern them.
 */
@Component
class Histories {

  /** Acts on what is released; those of whom one may be asked to be the second see proposals. */
  private static final Set<String> FOR_READERS = Set.of("released", "revoked");

  private static final Set<String> FOR_SECONDS =
      Set.of("released", "revoked", "revocation-proposed", "revocation-withdrawn");

  private final DatabaseClient database;
  private final Alerts alerts;
  private final AlertChanges changes;
  private final Amendments amendments;
  private final Readings readings;
  private final Publishing publishing;

  Histories(
      DatabaseClient database,
      Alerts alerts,
      AlertChanges changes,
      Amendments amendments,
      Readings readings,
      Publishing publishing) {
    this.database = database;
    this.alerts = alerts;
    this.changes = changes;
    this.amendments = amendments;
    this.readings = readings;
    this.publishing = publishing;
  }

  /**
   * The history as one person sees it.
   *
   * @param amendment the next version that is under way
   * @param revocation the one that waits for its second person
   * @param derivedFrom the alert of which this is an edition, for whoever may read both
   */
  record History(
      String id,
      List<Version> versions,
      List<Act> acts,
      @Nullable Pending amendment,
      @Nullable Proposal revocation,
      @Nullable String derivedFrom) {}

  record Version(int version, Instant modified, boolean withdrawn) {}

  record Act(
      String act,
      int version,
      Instant at,
      String organisation,
      @Nullable String person,
      @Nullable String reason) {}

  record Pending(int version, String state, boolean narrows) {}

  record Proposal(
      int version, String reason, Instant at, String organisation, @Nullable String person) {}

  /** For whoever may read the alert, and for its own people whatever its state; else empty. */
  Mono<History> of(Caller caller, Work work, String id) {
    String person = caller.person().orElse("");
    Mono<Optional<Alert>> own =
        alerts
            .visible(id, caller.organisation(), person)
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    Mono<Optional<AlertViews.Shown>> shown =
        readings.shown(caller, work, id).map(Optional::of).defaultIfEmpty(Optional.empty());
    return Mono.zip(own, shown)
        .filter(found -> found.getT1().isPresent() || found.getT2().isPresent())
        .flatMap(
            found -> {
              boolean second =
                  found
                      .getT2()
                      .filter(
                          s ->
                              publishing.others(s.object().alert()).contains(caller.organisation()))
                      .isPresent();
              return history(caller, work, id, found.getT1().isPresent(), second);
            });
  }

  private Mono<History> history(Caller caller, Work work, String id, boolean own, boolean second) {
    Mono<Optional<Pending>> amendment =
        amendments
            .compared(caller, work, id)
            .filter(_ -> own || second)
            .map(c -> new Pending(c.draft().version(), state(c.draft()), c.narrows()))
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    Mono<Optional<Proposal>> revocation =
        changes
            .revocation(id)
            .filter(_ -> own || second)
            .map(r -> proposal(r, own))
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty());
    return Mono.zip(
            versions(caller, id, own),
            acts(id, own, second),
            amendment,
            revocation,
            parent(caller, work, id))
        .flatMap(
            f ->
                readings
                    .recordOwn(caller, work, "read history of alert", List.of(id))
                    .thenReturn(
                        new History(
                            id,
                            f.getT1(),
                            f.getT2(),
                            f.getT3().orElse(null),
                            f.getT4().orElse(null),
                            f.getT5().orElse(null))));
  }

  private static Proposal proposal(AlertChanges.Revocation r, boolean own) {
    return new Proposal(
        r.version(), r.reason(), r.at(), r.by().organisation(), own ? r.by().person() : null);
  }

  private static String state(Alert.Draft draft) {
    return draft.inReview() ? "in-review" : "draft";
  }

  private Mono<Optional<String>> parent(Caller caller, Work work, String id) {
    return alerts
        .find(id)
        .flatMap(alert -> Mono.justOrEmpty(alert.derivedFrom()))
        .flatMap(parent -> readings.shown(caller, work, parent).map(_ -> parent))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<List<Version>> versions(Caller caller, String id, boolean own) {
    return database
        .sql(
            """
            select v.version, v.modified, v.withdrawal from object_versions v
             where v.id = :id and (v.payload <> '' or not v.withdrawal)
               and (:own or exists (select from deliveries d
                                     where d.recipient = any(:classes) and d.object_id = v.id
                                       and d.modified = v.modified and not d.withdrawn))
             order by v.modified limit 1000
            """)
        .bind("id", id)
        .bind("own", own)
        .bind(
            "classes",
            readings.classes(caller).stream().map(RecipientClass::value).toArray(String[]::new))
        .map(
            row ->
                new Version(
                    Columns.get(row, "version", Integer.class),
                    Columns.instant(row, "modified"),
                    Columns.get(row, "withdrawal", Boolean.class)))
        .all()
        .collectList();
  }

  /** Who began and who released last stands with the alert, all else among the acts. */
  private Mono<List<Act>> acts(String id, boolean own, boolean second) {
    return database
        .sql(
            """
            select act, version, at, organisation, person, reason from (
              select act, version, at, organisation, person, reason, number from alert_acts where id = :id
              union all
              select 'drafted', 1, created, drafted_by_organisation, drafted_by_person, null, -1
                from alerts a where id = :id and not exists (
                  select from alert_acts d where d.id = a.id and d.act = 'drafted' and d.version = 1)
              union all
              select 'released', version, modified, released_by_organisation, released_by_person, null, 0
                from alerts where id = :id and released_by_person is not null
            ) as happened
             order by at, number limit 1000
            """)
        .bind("id", id)
        .map(
            row ->
                new Act(
                    Columns.get(row, "act", String.class),
                    Columns.get(row, "version", Integer.class),
                    Columns.instant(row, "at"),
                    Columns.get(row, "organisation", String.class),
                    own ? Columns.get(row, "person", String.class) : null,
                    row.get("reason", String.class)))
        .all()
        .filter(act -> own || (second ? FOR_SECONDS : FOR_READERS).contains(act.act()))
        .collectList();
  }
}
