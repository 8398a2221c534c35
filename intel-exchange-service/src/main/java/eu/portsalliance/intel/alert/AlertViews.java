package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  AlertViews(Alliance alliance, Signatures signatures, DatabaseClient database) {
    this.alliance = alliance;
    this.signatures = signatures;
    this.database = database;
  }

  /** A draft, with the audience that a release would give it now. */
  AlertView draft(Alert.Draft draft) {
    Locode self = alliance.self();
    AlertContent content = draft.content();
    StixAlert as =
        Releases.object(
            draft,
            Audiences.expand(content, alliance.required(), self).organisations(),
            self,
            draft.modified());
    return view(as, "draft", actor(draft.draftedBy()), null, null, List.of());
  }

  /** Released alerts with their receipts, in the order given. */
  Mono<List<AlertView>> released(List<StoredObject> objects, Caller caller) {
    List<String> own =
        objects.stream().filter(object -> own(object, caller)).map(StoredObject::id).toList();
    return receipts(own)
        .map(
            receipts ->
                objects.stream()
                    .map(o -> released(o, caller, receipts.getOrDefault(o.id(), List.of())))
                    .toList());
  }

  /** A released alert. */
  AlertView released(StoredObject object, Caller caller, List<Kept> receipts) {
    Optional<StoredObject.Acts> acts =
        own(object, caller) ? object.acts() : Optional.<StoredObject.Acts>empty();
    return view(
        object.alert(),
        "released",
        acts.map(a -> new AlertView.Actor(a.draftedBy(), a.draftedByOrganisation())).orElse(null),
        acts.map(a -> new AlertView.Actor(a.releasedBy(), a.releasedByOrganisation())).orElse(null),
        new AlertView.Signature(object.alert().origin(), signatures.valid(object)),
        receipts.stream()
            .filter(receipt -> receipt.modified().equals(object.modified()))
            .map(Kept::receipt)
            .toList());
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

  private static AlertView view(
      StixAlert alert,
      String state,
      AlertView.@Nullable Actor draftedBy,
      AlertView.@Nullable Actor releasedBy,
      AlertView.@Nullable Signature signature,
      List<AlertView.Receipt> receipts) {
    return new AlertView(
        alert.id(),
        alert.version(),
        state,
        alert.origin(),
        alert.controller(),
        alert.kind(),
        alert.title(),
        alert.narrative(),
        alert.containers().stream()
            .map(box -> new AlertView.Box(box.number(), box.checkDigitValid()))
            .toList(),
        alert.tlp().label(),
        alert.audience(),
        alert.persons(),
        alert.handlingCode().name(),
        alert.sourceGrade().orElse(null),
        alert.informationGrade().orElse(null),
        alert.actionOn().label(),
        alert.regime(),
        alert.legalBasis(),
        alert.nature(),
        alert.validFrom(),
        alert.validUntil(),
        alert.reviewOn(),
        draftedBy,
        releasedBy,
        alert.created(),
        alert.modified(),
        signature,
        receipts);
  }
}
