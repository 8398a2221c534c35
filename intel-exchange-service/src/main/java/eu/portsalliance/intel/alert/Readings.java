package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads alerts for people and machines with a token; each answer is recorded before it leaves. */
@Component
class Readings {

  private static final Set<String> WRITERS = Set.of("intel-analyst", "intel-officer");

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertViews views;
  private final EditionParents parents;
  private final DeliveryLog log;
  private final AlertPages pages;
  private final AuditTrail audit;

  Readings(
      Alliance alliance,
      Alerts alerts,
      AlertViews views,
      EditionParents parents,
      DeliveryLog log,
      AlertPages pages,
      AuditTrail audit) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.views = views;
    this.parents = parents;
    this.log = log;
    this.pages = pages;
    this.audit = audit;
  }

  /** One page of released alerts. */
  Mono<AlertView.Page> released(Caller caller, Work work, int limit, @Nullable String cursor) {
    String reading = "list " + caller.organisation() + " " + caller.person().orElse("");
    return pages
        .filled(reading, limit, cursor, (before, most) -> rows(caller, work, before, most))
        .flatMap(
            filled ->
                record(caller, work, "list alerts", filled.items())
                    .then(views.released(filled.items(), caller))
                    .map(items -> new AlertView.Page(items, filled.next())));
  }

  private Mono<List<Filling.Placed<AlertViews.Shown>>> rows(
      Caller caller, Work work, long before, int most) {
    if (!reads(caller, work)) {
      return Mono.just(List.of());
    }
    return log.page(classes(caller), before, most)
        .map(
            found ->
                found.stream()
                    .map(
                        row ->
                            new Filling.Placed<>(
                                row.pk(),
                                readable(caller, work, List.of(row.object())).stream().findFirst()))
                    .toList());
  }

  /** Whether there is anything for the caller: who may not read what is for all reads nothing. */
  boolean reads(Caller caller, Work work) {
    Markings open =
        new Markings(
            Tlp.CLEAR,
            Set.of(),
            Set.of(),
            HandlingCode.H0,
            ActionOn.INFORM,
            Optional.empty(),
            "",
            here());
    return recipient(caller, work)
        .filter(recipient -> Policy.decide(open, recipient, Use.READ).permits())
        .isPresent();
  }

  /** Emits true if there may be anything of an alert for the caller, else nothing. */
  Mono<Boolean> concerns(Caller caller, String id) {
    return alerts
        .concerns(id, caller.organisation(), caller.person().orElse(""), classes(caller))
        .filter(concerns -> concerns);
  }

  /**
   * One page of what the caller's organisation has in a state: draft, in-review or revoked; whoever
   * does not write has none.
   */
  Mono<AlertView.Page> own(
      Caller caller, Work work, String state, int limit, @Nullable String cursor) {
    String reading = state + " " + caller.organisation() + " " + caller.person().orElse("");
    return pages
        .filled(reading, limit, cursor, (before, most) -> own(caller, work, state, before, most))
        .flatMap(
            filled ->
                record(
                        caller,
                        work,
                        "list drafts",
                        filled.items().stream().map(own -> own.view().id()).toList(),
                        filled.items().stream().map(Own::consulted).toList())
                    .thenReturn(
                        new AlertView.Page(
                            filled.items().stream().map(Own::view).toList(), filled.next())));
  }

  /** Something of the caller's own, as they see it. */
  private record Own(AlertView view, Consulted consulted) {}

  private Mono<List<Filling.Placed<Own>>> own(
      Caller caller, Work work, String state, long before, int most) {
    if (state.equals("revoked") && !reads(caller, work)) {
      return Mono.just(List.of());
    }
    return found(caller, state, before, most)
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            row ->
                own(caller, work, row.alert())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .map(own -> new Filling.Placed<>(row.number(), own)))
        .collectList();
  }

  private Mono<List<Alerts.Numbered>> found(Caller caller, String state, long before, int limit) {
    String person = caller.person().orElse("");
    if (!writes(caller)) {
      return Mono.just(List.of());
    }
    return state.equals("revoked")
        ? alerts.revoked(caller.organisation(), person, before, limit)
        : alerts.drafts(state, caller.organisation(), person, before, limit);
  }

  private Mono<Own> own(Caller caller, Work work, Alert alert) {
    return switch (alert) {
      case Alert.Draft draft ->
          Mono.justOrEmpty(written(caller, work, draft))
              .map(asks -> new Own(views.draft(draft), Consulted.of(draft, asks)));
      // a moment after its release it may not be numbered: its own people see it at once
      case Alert.Released _ -> lastReleased(caller, work, alert.id(), "released");
      case Alert.Revoked _ -> lastReleased(caller, work, alert.id(), "revoked");
    };
  }

  private Mono<Own> lastReleased(Caller caller, Work work, String id, String state) {
    return releasedHere(caller, work, id)
        .flatMap(
            shown ->
                views
                    .inState(state, List.of(shown), caller)
                    .map(seen -> new Own(seen.getFirst(), Consulted.of(shown))));
  }

  private Mono<AlertViews.Shown> releasedHere(Caller caller, Work work, String id) {
    return log.releasedHere(id)
        .map(object -> readable(caller, work, List.of(object)))
        .filter(readable -> !readable.isEmpty())
        .map(List::getFirst);
  }

  /** One alert, released or of the caller's organisation; empty when there is none to see. */
  Mono<AlertView> one(Caller caller, Work work, String id) {
    return shown(caller, work, id)
        .flatMap(
            shown ->
                record(caller, work, "read alert", List.of(shown))
                    .then(views.released(List.of(shown), caller))
                    .map(List::getFirst))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    ownOne(caller, work, id)
                        .flatMap(
                            own ->
                                record(
                                        caller,
                                        work,
                                        "read alert",
                                        List.of(id),
                                        List.of(own.consulted()))
                                    .thenReturn(own.view()))));
  }

  /** A released alert that the caller may read, with what goes with it. */
  Mono<AlertViews.Shown> shown(Caller caller, Work work, String id) {
    return log.one(classes(caller), id)
        .map(object -> readable(caller, work, List.of(object)))
        .filter(readable -> !readable.isEmpty())
        .map(List::getFirst);
  }

  /**
   * A released alert that the caller may read; its own people also in the moment before it is
   * numbered.
   */
  Mono<AlertViews.Shown> standing(Caller caller, Work work, String id) {
    return shown(caller, work, id)
        .switchIfEmpty(
            Mono.defer(
                () ->
                    writes(caller)
                        ? alerts
                            .visible(id, caller.organisation(), caller.person().orElse(""))
                            .filter(Alert.Released.class::isInstance)
                            .flatMap(_ -> releasedHere(caller, work, id))
                        : Mono.empty()));
  }

  private Mono<Own> ownOne(Caller caller, Work work, String id) {
    return writes(caller)
        ? alerts
            .visible(id, caller.organisation(), caller.person().orElse(""))
            .flatMap(
                alert ->
                    alert instanceof Alert.Draft draft
                        ? Mono.justOrEmpty(written(caller, work, draft))
                            .flatMap(
                                asks ->
                                    draft(caller, work, draft)
                                        .map(view -> new Own(view, Consulted.of(draft, asks))))
                        : own(caller, work, alert))
        : Mono.empty();
  }

  /** A draft for its own people, that of an edition with what it still gives away. */
  Mono<AlertView> draft(Caller caller, Work work, Alert.Draft draft) {
    return behind(caller, work, draft)
        .map(parent -> views.draft(draft, draft.controller(), Set.of(), false, parent));
  }

  /** The alert of which a draft is an edition, where the caller may look at that too. */
  Mono<Optional<StixAlert>> behind(Caller caller, Work work, Alert.Draft draft) {
    return parents.opened(
        caller,
        work,
        Mono.justOrEmpty(draft.derivedFrom()).flatMap(parent -> shown(caller, work, parent)));
  }

  /** Views of those that the caller may read, in the order given; others are left out. */
  Mono<List<AlertView>> views(Caller caller, Work work, List<StoredObject> objects) {
    return views.released(readable(caller, work, objects), caller);
  }

  /** The classes whose entries a caller reads; the policy is asked again for each object. */
  List<RecipientClass> classes(Caller caller) {
    boolean reader =
        alliance.members().stream()
            .flatMap(members -> members.readersHere().stream())
            .anyMatch(organisation -> organisation.id().equals(caller.organisation()));
    if (!reader) {
      return List.of(RecipientClass.EVERYONE);
    }
    RecipientClass organisation = RecipientClass.organisation(caller.organisation());
    return caller
        .person()
        .map(person -> List.of(organisation, RecipientClass.person(person)))
        .orElse(List.of(organisation));
  }

  /** What a caller just released, marked as the policy asks. */
  AlertViews.Shown marked(Caller caller, Work work, StoredObject object) {
    return readable(caller, work, List.of(object)).stream()
        .findFirst()
        .orElse(new AlertViews.Shown(object, Set.of()));
  }

  /** Whether the policy lets a caller read an object, by the directory of this moment. */
  boolean readable(StoredObject object, Caller caller, Work work) {
    return !readable(caller, work, List.of(object)).isEmpty();
  }

  /** Those that the policy lets a caller read, each with what the policy asks for with it. */
  List<AlertViews.Shown> readable(Caller caller, Work work, List<StoredObject> objects) {
    Optional<Recipient> recipient = recipient(caller, work);
    List<AlertViews.Shown> readable = new ArrayList<>();
    for (StoredObject object : objects) {
      if (recipient.isPresent()
          && !object.withdrawal()
          && Policy.decide(object.alert().markings(), recipient.get(), Use.READ)
              instanceof Decision.Permitted permitted) {
        readable.add(new AlertViews.Shown(object, permitted.obligations()));
      }
    }
    return readable;
  }

  /** What the policy asks for with something written here; empty where it refuses the caller. */
  Optional<Set<Obligation>> written(Caller caller, Work work, Alert alert) {
    return recipient(caller, work)
        .flatMap(
            recipient ->
                DraftMarkings.obligations(alert, recipient, alliance.required(), alliance.self()));
  }

  /** How something written here would be marked if it were released now. */
  Markings markings(Alert alert) {
    return DraftMarkings.markings(alert, alliance.required(), alliance.self());
  }

  /**
   * What goes with an object that leaves as a file, where the policy lets a caller take it away;
   * that they may read it is asked beside.
   */
  Optional<Set<Obligation>> exportable(Markings markings, Caller caller, Work work) {
    return recipient(caller, work)
        .map(recipient -> Policy.decide(markings, recipient, Use.EXPORT))
        .filter(Decision.Permitted.class::isInstance)
        .map(Decision.Permitted.class::cast)
        .map(Decision.Permitted::obligations);
  }

  /** LOCODE of this port. */
  String here() {
    return alliance.self().value();
  }

  /** As whom a caller reads, by the directory of this moment; empty while there is none. */
  Optional<Recipient> recipient(Caller caller, Work work) {
    String here = alliance.self().value();
    return alliance
        .members()
        .map(
            members ->
                new Recipient(
                    caller.person(),
                    caller.organisation(),
                    members.organisation(caller.organisation()).map(Members.Organisation::kind),
                    here,
                    members.speaks(caller.organisation(), here),
                    caller.roles(),
                    Optional.of(work.purpose().label())));
  }

  /** Records a reading; the answer waits for it. */
  Mono<Void> record(Caller caller, Work work, String what, List<AlertViews.Shown> shown) {
    return recordPart(
        caller, work, what, shown, shown.stream().map(one -> one.object().id()).toList());
  }

  /**
   * Records a reading of a part of what is shown.
   *
   * @param ids what the row names
   */
  Mono<Void> recordPart(
      Caller caller, Work work, String what, List<AlertViews.Shown> shown, List<String> ids) {
    return record(caller, work, what, ids, shown.stream().map(Consulted::of).toList());
  }

  /**
   * Records a reading of anything, released or written here.
   *
   * @param ids what the row names
   */
  Mono<Void> record(Caller caller, Work work, String what, List<String> ids, List<Consulted> read) {
    return Mono.when(
        Consulted.rows(caller, work, what, ids, read).stream().map(audit::recordReading).toList());
  }

  /** Records a reading of what is the caller's own. */
  Mono<Void> recordOwn(Caller caller, Work work, String what, List<String> ids) {
    return audit.recordReading(AuditEntry.of(AuditEntry.Act.CONSULTATION, caller, work, what, ids));
  }

  static boolean writes(Caller caller) {
    return caller.roles().stream().anyMatch(WRITERS::contains);
  }
}
