package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes views. Who wrote and released an alert, and which peers hold it, is for its own
 * organisation to see.
 */
@Component
class AlertViews {

  private final Alliance alliance;
  private final Signatures signatures;
  private final DatabaseClient database;
  private final Done.Reader work;

  AlertViews(Alliance alliance, Signatures signatures, DatabaseClient database, Done.Reader work) {
    this.alliance = alliance;
    this.signatures = signatures;
    this.database = database;
    this.work = work;
  }

  /**
   * What a caller may read.
   *
   * @param obligations what the policy asks for with it
   */
  record Shown(StoredObject object, Set<Obligation> obligations) {}

  /** A draft, with the audience that a release would give it now. */
  AlertView draft(Alert.Draft draft) {
    return draft(draft, draft.controller(), Set.of(), false, Optional.empty());
  }

  /**
   * The same as somebody may read it.
   *
   * @param organisation theirs
   * @param obligations what the policy asks for with it
   * @param closed whether its limits wait for their acceptance
   * @param behind the alert of which it is an edition, where they look at that too
   */
  AlertView draft(
      Alert.Draft draft,
      String organisation,
      Set<Obligation> obligations,
      boolean closed,
      Optional<StixAlert> behind) {
    Locode self = alliance.self();
    AlertContent content = draft.content();
    StixAlert as =
        Releases.object(
            draft,
            Audiences.expand(content, alliance.required(), self).organisations(),
            self,
            draft.modified());
    String state = draft.inReview() ? "in-review" : "draft";
    return view(
        as,
        closed,
        state,
        draft.controller().equals(organisation) ? actor(draft.draftedBy()) : null,
        null,
        null,
        List.of(),
        obligations(obligations, closed),
        Done.NOTHING,
        behind.map(parent -> GivenAway.by(as, parent)).orElse(null));
  }

  /** Released alerts with their receipts, in the order given. */
  Mono<List<AlertView>> released(List<Shown> shown, Caller caller) {
    return inState("released", shown, caller);
  }

  /** The same of alerts that were released and are in another state by now. */
  Mono<List<AlertView>> inState(String state, List<Shown> shown, Caller caller) {
    List<String> own =
        shown.stream()
            .map(Shown::object)
            .filter(object -> own(object, caller))
            .map(StoredObject::id)
            .toList();
    return Mono.zip(receipts(own), open(shown, caller), work.done(shown, caller))
        .map(
            found ->
                shown.stream()
                    .map(
                        one ->
                            released(
                                one,
                                state,
                                caller,
                                found.getT1().getOrDefault(one.object().id(), List.of()),
                                found.getT2().contains(one.object().id()),
                                found.getT3().getOrDefault(one.object().id(), Done.NOTHING)))
                    .toList());
  }

  /** A released alert of this moment: nobody has accepted its limits or sorted it yet. */
  AlertView released(Shown shown, Caller caller) {
    return released(shown, "released", caller, List.of(), !limited(shown), Done.NOTHING);
  }

  private AlertView released(
      Shown shown, String state, Caller caller, List<Kept> receipts, boolean open, Done done) {
    StoredObject object = shown.object();
    Optional<StoredObject.Acts> acts =
        own(object, caller) ? object.acts() : Optional.<StoredObject.Acts>empty();
    return view(
        object.alert(),
        !open,
        state,
        acts.map(a -> new AlertView.Actor(a.draftedBy(), a.draftedByOrganisation())).orElse(null),
        acts.map(a -> new AlertView.Actor(a.releasedBy(), a.releasedByOrganisation())).orElse(null),
        new AlertView.Signature(object.alert().origin(), signatures.valid(object)),
        receipts.stream()
            .filter(receipt -> receipt.modified().equals(object.modified()))
            .map(Kept::receipt)
            .toList(),
        obligations(shown.obligations(), !open),
        done,
        null);
  }

  private static boolean limited(Shown shown) {
    return shown.obligations().contains(Obligation.ACCEPT_LIMITS);
  }

  /** Those that whoever shows it to people has to show with it. */
  private static List<String> obligations(Set<Obligation> obligations, boolean closed) {
    List<String> shown = new ArrayList<>();
    if (obligations.contains(Obligation.MARK_NOT_IN_COURT)) {
      shown.add("not-in-court");
    }
    if (obligations.contains(Obligation.MARK_NOT_ONWARD)) {
      shown.add("not-onward");
    }
    if (closed) {
      shown.add("accept-limits");
    }
    return shown;
  }

  /** Whether its content is open to the caller: its limits are accepted where it has any. */
  Mono<Boolean> open(Shown shown, Caller caller) {
    return open(List.of(shown), caller).map(open -> open.contains(shown.object().id()));
  }

  /** Of which of these the content is open to the caller. */
  Mono<Set<String>> open(List<Shown> shown, Caller caller) {
    return accepted(limited(shown), caller)
        .map(
            accepted ->
                shown.stream()
                    .filter(one -> !limited(one) || accepted.contains(Accepted.of(one.object())))
                    .map(one -> one.object().id())
                    .collect(Collectors.toSet()));
  }

  private static List<String> limited(List<Shown> shown) {
    return shown.stream().filter(AlertViews::limited).map(one -> one.object().id()).toList();
  }

  /** Which versions of an alert the caller opened by accepting their limits. */
  Mono<Set<Instant>> accepted(String id, Caller caller) {
    return accepted(Set.of(id), caller)
        .map(all -> all.stream().map(Accepted::modified).collect(Collectors.toSet()));
  }

  private record Accepted(String id, Instant modified) {

    static Accepted of(StoredObject object) {
      return new Accepted(object.id(), object.modified());
    }
  }

  private Mono<Set<Accepted>> accepted(Collection<String> limited, Caller caller) {
    if (limited.isEmpty() || caller.person().isEmpty()) {
      return Mono.just(Set.of());
    }
    return database
        .sql(
            """
            select object_id, modified from acceptances
             where person = :person and object_id = any(:ids) limit 10000
            """)
        .bind("person", caller.person().get())
        .bind("ids", limited.toArray(String[]::new))
        .map(
            row ->
                new Accepted(
                    Columns.get(row, "object_id", String.class), Columns.instant(row, "modified")))
        .all()
        .collect(Collectors.toSet());
  }

  /** What a peer stated about one version. */
  record Kept(String id, Instant modified, AlertView.Receipt receipt) {}

  private boolean own(StoredObject object, Caller caller) {
    StixAlert alert = object.alert();
    return alert.origin().equals(alliance.self().value())
        && alert.controller().equals(caller.organisation());
  }

  private Mono<Map<String, List<Kept>>> receipts(List<String> ids) {
    if (ids.isEmpty()) {
      return Mono.just(Map.of());
    }
    return database
        .sql(
            """
            select object_id, modified, port, state, at from receipts
             where object_id = any(:ids) order by port, at limit 10000
            """)
        .bind("ids", ids.toArray(String[]::new))
        .map(
            row ->
                new Kept(
                    Columns.get(row, "object_id", String.class),
                    Columns.instant(row, "modified"),
                    new AlertView.Receipt(
                        Columns.get(row, "port", String.class),
                        Columns.get(row, "state", String.class),
                        Columns.instant(row, "at"))))
        .all()
        .collect(Collectors.groupingBy(Kept::id));
  }

  private static AlertView.Actor actor(Alert.Author author) {
    return new AlertView.Actor(author.person(), author.organisation());
  }

  /**
   * Makes a view.
   *
   * @param closed whether its limits are not accepted yet (H3): then it says how the alert is
   *     marked and until when it asks for an answer, and nothing of what it says
   */
  private static AlertView view(
      StixAlert alert,
      boolean closed,
      String state,
      AlertView.@Nullable Actor draftedBy,
      AlertView.@Nullable Actor releasedBy,
      AlertView.@Nullable Signature signature,
      List<AlertView.Receipt> receipts,
      List<String> obligations,
      Done done,
      @Nullable List<AlertView.Give> gives) {
    StixAlert.Details details = alert.details();
    return new AlertView(
        alert.id(),
        alert.version(),
        state,
        alert.origin(),
        alert.controller(),
        alert.kind(),
        closed ? "" : alert.title(),
        closed ? "" : alert.narrative(),
        closed ? List.of() : boxes(alert),
        alert.tlp().label(),
        alert.audience(),
        alert.persons(),
        alert.handlingCode().name(),
        alert.sourceGrade().orElse(null),
        alert.informationGrade().orElse(null),
        alert.actionOn().label(),
        alert.regime(),
        closed ? "" : alert.legalBasis(),
        alert.nature(),
        alert.validFrom(),
        alert.validUntil(),
        alert.reviewOn(),
        draftedBy,
        releasedBy,
        alert.created(),
        alert.modified(),
        signature,
        receipts,
        closed ? List.of() : signs(details),
        closed ? null : details.journey().map(AlertViews::trip).orElse(null),
        details.limits().orElse(null),
        details.dueAt().orElse(null),
        closed ? null : details.inReplyTo().orElse(null),
        closed ? null : details.inReplyToVersion().orElse(null),
        closed ? null : details.wanted().map(AlertViews::wish).orElse(null),
        closed ? null : details.consent().orElse(null),
        closed ? List.of() : details.attachments(),
        obligations,
        done.disposition(),
        done.acknowledged(),
        gives);
  }

  private static List<AlertView.Box> boxes(StixAlert alert) {
    return alert.containers().stream()
        .map(box -> new AlertView.Box(box.number(), box.checkDigitValid()))
        .toList();
  }

  private static List<AlertView.Sign> signs(StixAlert.Details details) {
    return details.indicators().stream()
        .map(indicator -> new AlertView.Sign(indicator.type(), indicator.value()))
        .toList();
  }

  private static AlertView.Wish wish(StixAlert.Wanted wanted) {
    return new AlertView.Wish(wanted.alert(), wanted.recipients(), wanted.purpose());
  }

  private static AlertView.Trip trip(StixAlert.Journey journey) {
    return new AlertView.Trip(
        journey.voyage().orElse(null),
        journey.vesselImo().orElse(null),
        journey.billOfLading().orElse(null),
        journey.loading().orElse(null),
        journey.discharge().orElse(null));
  }
}
