package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads alerts for people and machines with a token; each answer is recorded before it leaves. */
@Component
class Readings {

  private static final Set<String> WRITERS = Set.of("intel-analyst", "intel-officer");

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertViews views;
  private final DeliveryLog log;
  private final Cursors cursors;
  private final AuditTrail audit;

  Readings(
      Alliance alliance,
      Alerts alerts,
      AlertViews views,
      DeliveryLog log,
      Cursors cursors,
      AuditTrail audit) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.views = views;
    this.log = log;
    this.cursors = cursors;
    this.audit = audit;
  }

  /** One page of released alerts. */
  Mono<AlertView.Page> released(Caller caller, Work work, int limit, @Nullable String cursor) {
    String reading = "list " + caller.organisation() + " " + caller.person().orElse("");
    return cursors
        .sealer()
        .flatMap(
            sealer -> {
              long before = place(sealer, reading, cursor);
              return log.page(classes(caller), before, limit + 1)
                  .flatMap(rows -> page(caller, work, rows, limit, sealer, reading));
            });
  }

  private Mono<AlertView.Page> page(
      Caller caller,
      Work work,
      List<DeliveryLog.Paged> rows,
      int limit,
      Cursors.Sealer sealer,
      String reading) {
    List<DeliveryLog.Paged> shown = rows.subList(0, Math.min(limit, rows.size()));
    List<StoredObject> objects =
        shown.stream()
            .map(DeliveryLog.Paged::object)
            .filter(object -> readable(object, caller, work))
            .toList();
    String next = rows.size() > limit ? sealer.seal(reading, shown.getLast().pk()) : null;
    return record(caller, work, "list alerts", objects.stream().map(StoredObject::id).toList())
        .then(views.released(objects, caller))
        .map(items -> new AlertView.Page(items, next));
  }

  /** One page of drafts; whoever does not write them has none. */
  Mono<AlertView.Page> drafts(Caller caller, Work work, int limit, @Nullable String cursor) {
    String reading = "drafts " + caller.organisation() + " " + caller.person().orElse("");
    return cursors
        .sealer()
        .flatMap(
            sealer -> {
              long before = place(sealer, reading, cursor);
              return found(caller, before, limit + 1)
                  .flatMap(rows -> drafts(caller, work, rows, limit, sealer, reading));
            });
  }

  private Mono<List<Alerts.Numbered>> found(Caller caller, long before, int limit) {
    return writes(caller)
        ? alerts.drafts(caller.organisation(), caller.person().orElse(""), before, limit)
        : Mono.just(List.of());
  }

  private Mono<AlertView.Page> drafts(
      Caller caller,
      Work work,
      List<Alerts.Numbered> rows,
      int limit,
      Cursors.Sealer sealer,
      String reading) {
    List<Alerts.Numbered> shown = rows.subList(0, Math.min(limit, rows.size()));
    List<AlertView> items = new ArrayList<>();
    for (Alerts.Numbered row : shown) {
      switch (row.alert()) {
        case Alert.Draft draft -> items.add(views.draft(draft));
        case Alert.Released _ -> throw new IllegalStateException("a draft is a draft");
      }
    }
    String next = rows.size() > limit ? sealer.seal(reading, shown.getLast().number()) : null;
    return record(caller, work, "list drafts", items.stream().map(AlertView::id).toList())
        .thenReturn(new AlertView.Page(items, next));
  }

  /**
   * One alert, released or a draft of the caller's organisation; empty when there is none to see.
   */
  Mono<AlertView> one(Caller caller, Work work, String id) {
    return log.one(classes(caller), id)
        .filter(object -> readable(object, caller, work))
        .flatMap(object -> views.released(List.of(object), caller).map(List::getFirst))
        .switchIfEmpty(Mono.defer(() -> draft(caller, work, id)))
        .flatMap(view -> record(caller, work, "read alert", List.of(id)).thenReturn(view));
  }

  private Mono<AlertView> draft(Caller caller, Work work, String id) {
    if (!writes(caller)) {
      return Mono.empty();
    }
    return alerts
        .find(id)
        .filter(alert -> alert.visibleTo(caller.organisation(), caller.person().orElse("")))
        .flatMap(
            alert ->
                switch (alert) {
                  case Alert.Draft draft -> Mono.fromCallable(() -> views.draft(draft));
                  // a moment after its release it may not be numbered: its own people see it at
                  // once
                  case Alert.Released _ -> justReleased(caller, work, id);
                });
  }

  private Mono<AlertView> justReleased(Caller caller, Work work, String id) {
    return log.releasedHere(id)
        .filter(object -> readable(object, caller, work))
        .flatMap(object -> views.released(List.of(object), caller).map(List::getFirst));
  }

  /** The classes whose entries a caller reads; the policy is asked again for each object. */
  List<RecipientClass> classes(Caller caller) {
    RecipientClass organisation = RecipientClass.organisation(caller.organisation());
    return caller
        .person()
        .map(person -> List.of(organisation, RecipientClass.person(person)))
        .orElse(List.of(organisation));
  }

  /** Whether the policy lets a caller read an object, by the directory of this moment. */
  boolean readable(StoredObject object, Caller caller, Work work) {
    return recipient(caller, work)
        .map(recipient -> Policy.decide(object.alert().markings(), recipient, Use.READ).permits())
        .orElse(false);
  }

  /** As whom a caller reads, by the directory of this moment; empty for who is no member. */
  private Optional<Recipient> recipient(Caller caller, Work work) {
    String here = alliance.self().value();
    return alliance
        .members()
        .flatMap(
            members ->
                members
                    .organisation(caller.organisation())
                    .map(
                        organisation ->
                            new Recipient(
                                caller.person(),
                                organisation.id(),
                                organisation.kind(),
                                here,
                                members.speaks(organisation.id(), here),
                                caller.roles(),
                                Optional.of(work.purpose().label()))));
  }

  /** Records a reading; the answer waits for it. */
  Mono<Void> record(Caller caller, Work work, String what, List<String> ids) {
    return audit.recordReading(AuditEntry.of(AuditEntry.Act.CONSULTATION, caller, work, what, ids));
  }

  private static boolean writes(Caller caller) {
    return caller.roles().stream().anyMatch(WRITERS::contains);
  }

  private static long place(Cursors.Sealer sealer, String reading, @Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    return sealer.open(reading, cursor, 1).orElseThrow(Readings::foreignCursor)[0];
  }

  static ProblemException foreignCursor() {
    return new ProblemException(
        ProblemType.INVALID_CURSOR,
        "Begin without a cursor; take only cursors from answers to you.");
  }
}
