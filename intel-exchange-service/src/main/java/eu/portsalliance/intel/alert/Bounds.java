package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.HandlingCode;
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
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How far an edition may go, asked of every alert in its line: as the policy lets whoever made the
 * next one derive from it; where that takes the originator's word (H2), no further than the word
 * that is on record; and under the handling code and the limits of another's alert.
 */
@Component
class Bounds {

  private final DatabaseClient database;
  private final Alliance alliance;
  private final DeliveryLog log;
  private final Clock clock;

  Bounds(DatabaseClient database, Alliance alliance, DeliveryLog log, Clock clock) {
    this.database = database;
    this.alliance = alliance;
    this.log = log;
    this.clock = clock;
  }

  /**
   * How an edition is marked, or would be.
   *
   * @param controller organisation whose edition it is, which is not always the caller's
   * @param audience its audience, expanded
   */
  record Edition(
      String controller,
      Tlp tlp,
      Set<String> audience,
      HandlingCode handlingCode,
      Optional<String> limits) {

    static Edition of(String controller, AlertContent content, Collection<String> audience) {
      return new Edition(
          controller,
          content.tlp(),
          Set.copyOf(audience),
          content.handlingCode(),
          content.details().limits());
    }

    static Edition of(StixAlert alert) {
      return new Edition(
          alert.controller(),
          alert.tlp(),
          Set.copyOf(alert.audience()),
          alert.handlingCode(),
          alert.details().limits());
    }
  }

  /**
   * What stands against an edition; empty when nothing does.
   *
   * @param line of what it is made, its parent first
   */
  Mono<Problem> refusal(Caller caller, Work work, List<Alerts.Made> line, Edition edition) {
    return refusal(
        caller.person(), caller.roles(), Optional.of(work.purpose().label()), line, edition);
  }

  /** The same of one that stands, asked for whoever wrote it. */
  Mono<Problem> refusal(Alert.Author writer, List<Alerts.Made> line, Edition edition) {
    return refusal(Optional.of(writer.person()), Set.of(), Narrowing.PURPOSE, line, edition);
  }

  private Mono<Problem> refusal(
      Optional<String> person,
      Set<String> roles,
      Optional<String> purpose,
      List<Alerts.Made> line,
      Edition edition) {
    Mono<Problem> refusal = Mono.empty();
    for (Alerts.Made made : line) {
      Recipient maker = maker(person, made.by(), roles, purpose);
      refusal = refusal.switchIfEmpty(Mono.defer(() -> refusal(maker, made.alert(), edition)));
    }
    return refusal;
  }

  private Recipient maker(
      Optional<String> person, String organisation, Set<String> roles, Optional<String> purpose) {
    Members members = alliance.required();
    String here = alliance.self().value();
    return new Recipient(
        person,
        organisation,
        members.organisation(organisation).map(Members.Organisation::kind),
        here,
        members.speaks(organisation, here),
        roles,
        purpose);
  }

  /**
   * What stands against an edition whose parent has limits (H3): that none of those who wrote on it
   * accepted them as they stand, whatever they accepted before.
   */
  Mono<Problem> unaccepted(Alert.Draft edition, String parent) {
    Recipient writer =
        maker(
            Optional.of(edition.draftedBy().person()),
            edition.controller(),
            Set.of(),
            Narrowing.PURPOSE);
    return log.given(RecipientClass.organisation(edition.controller()), parent)
        .filter(object -> !object.withdrawal())
        .filter(
            object ->
                Policy.decide(object.alert().markings(), writer, Use.READ)
                        instanceof Decision.Permitted permitted
                    && permitted.obliges(Obligation.ACCEPT_LIMITS))
        .flatMap(object -> accepted(object, edition.writers()))
        .filter(accepted -> !accepted)
        .map(
            _ ->
                Problem.of(
                    ProblemType.CONFLICT,
                    "The limits of the alert of which this is an edition are others than those that its"
                        + " writers accepted: one of them reads it again and accepts its limits first."));
  }

  private Mono<Boolean> accepted(StoredObject object, Set<String> persons) {
    return database
        .sql(
            """
            select exists(select from acceptances
                           where object_id = :id and modified = :modified and person = any(:persons)) as accepted
            """)
        .bind("id", object.id())
        .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
        .bind("persons", persons.toArray(String[]::new))
        .map(row -> Columns.get(row, "accepted", Boolean.class))
        .one();
  }

  private Mono<Problem> refusal(Recipient maker, String alert, Edition edition) {
    return log.given(RecipientClass.organisation(maker.organisation()), alert)
        .filter(object -> !object.withdrawal())
        .map(object -> Optional.of(object.alert()))
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            found ->
                found.isEmpty()
                    ? Mono.just(gone())
                    : further(maker, found.get(), edition)
                        .switchIfEmpty(
                            Mono.defer(
                                () -> Mono.justOrEmpty(weaker(maker, found.get(), edition)))));
  }

  private Mono<Problem> further(Recipient maker, StixAlert alert, Edition edition) {
    if (Policy.decide(alert.markings(), maker, Use.DERIVE).permits()) {
      return Mono.empty();
    }
    return word(maker.organisation(), alert.id())
        .flatMap(
            word -> {
              Decision decision =
                  Policy.decide(alert.markings(), maker, Use.DERIVE, word.isPresent());
              if (!decision.permits()) {
                return Mono.just(
                    Problem.of(
                        ProblemType.FORBIDDEN,
                        "Its marking lets nobody but its controller write editions of it."));
              }
              Set<String> allowed = new HashSet<>(word.orElseThrow());
              allowed.add(maker.organisation());
              boolean named = edition.tlp() == Tlp.AMBER || edition.tlp() == Tlp.AMBER_STRICT;
              return named && allowed.containsAll(edition.audience())
                  ? Mono.empty()
                  : Mono.just(
                      Problem.field(
                          named ? "audience" : "tlp",
                          "goes further than the originator's word"
                              + told(maker, word.get(), edition)));
            });
  }

  /** Whoever was given the word is told for whom; others may not even know of that alert. */
  private static String told(Recipient maker, Set<String> word, Edition edition) {
    return maker.organisation().equals(edition.controller())
        ? ": AMBER for " + word.stream().sorted().collect(Collectors.joining(", "))
        : "";
  }

  /** Its handling code goes with what is made of it; its controller is not bound by its own. */
  private static Optional<Problem> weaker(Recipient maker, StixAlert alert, Edition edition) {
    HandlingCode code = alert.handlingCode();
    if (code == HandlingCode.H0 || alert.controller().equals(maker.organisation())) {
      return Optional.empty();
    }
    if (edition.handlingCode() != code) {
      return Optional.of(
          Problem.field("handlingCode", "is " + code + ", as that of which it is an edition"));
    }
    return edition.limits().orElse("").contains(alert.details().limits().orElse(""))
        ? Optional.empty()
        : Optional.of(
            Problem.field(
                "limits", "hold those of the alert of which it is an edition, unchanged"));
  }

  /**
   * To whom an originator lets an organisation pass an alert on, by its answers to that
   * organisation's release requests that stand now; only its own answers count.
   */
  private Mono<Optional<Set<String>>> word(String organisation, String alert) {
    return database
        .sql(
            """
            select r.recipients
              from information_request r join information_answer a on a.request = r.id
             where r.concerns = :alert and r.controller = :organisation and a.consent and a.valid_until > :now
               and exists (select from object_versions o
                            where o.id = :alert and o.origin = a.origin and o.controller = a.controller)
             limit 100
            """)
        .bind("alert", alert)
        .bind("organisation", organisation)
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .map(row -> Arrays.asList(Columns.get(row, "recipients", String[].class)))
        .all()
        .flatMapIterable(recipients -> recipients)
        .collect(Collectors.toSet())
        .map(all -> all.isEmpty() ? Optional.<Set<String>>empty() : Optional.of(all));
  }

  static Problem gone() {
    return Problem.of(
        ProblemType.CONFLICT, "The alert of which this is an edition was taken back.");
  }
}
