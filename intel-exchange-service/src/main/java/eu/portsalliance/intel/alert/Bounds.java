package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How far an edition may go: as the policy lets its controller derive from the parent, and where
 * that takes the originator's word (H2), no further than the word that is on record.
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
   * What stands against an edition; empty when nothing does.
   *
   * @param controller organisation whose edition it is, which is not always the caller's
   * @param audience its audience, expanded
   */
  Mono<Problem> refusal(
      Caller caller, Work work, String parent, String controller, Tlp tlp, Set<String> audience) {
    return log.one(List.of(RecipientClass.organisation(controller)), parent)
        .filter(object -> !object.withdrawal())
        .map(object -> Optional.of(object.alert()))
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            found ->
                found.isEmpty()
                    ? Mono.just(gone())
                    : refusal(caller, work, found.get(), controller, tlp, audience));
  }

  private Mono<Problem> refusal(
      Caller caller,
      Work work,
      StixAlert parent,
      String controller,
      Tlp tlp,
      Set<String> audience) {
    Recipient recipient = recipient(caller, work, controller);
    if (Policy.decide(parent.markings(), recipient, Use.DERIVE).permits()) {
      return Mono.empty();
    }
    return word(controller, parent.id())
        .flatMap(
            word -> {
              Decision decision =
                  Policy.decide(parent.markings(), recipient, Use.DERIVE, word.isPresent());
              if (!decision.permits()) {
                return Mono.just(
                    Problem.of(
                        ProblemType.FORBIDDEN,
                        "Its marking lets nobody but its controller write editions of it."));
              }
              Set<String> allowed = new HashSet<>(word.orElseThrow());
              allowed.add(controller);
              boolean named = tlp == Tlp.AMBER || tlp == Tlp.AMBER_STRICT;
              return named && allowed.containsAll(audience)
                  ? Mono.empty()
                  : Mono.just(
                      Problem.field(
                          named ? "audience" : "tlp",
                          "goes further than the originator's word: AMBER for "
                              + word.get().stream().sorted().collect(Collectors.joining(", "))));
            });
  }

  private Recipient recipient(Caller caller, Work work, String controller) {
    Members members = alliance.required();
    String here = alliance.self().value();
    return new Recipient(
        caller.person(),
        controller,
        members.organisation(controller).map(Members.Organisation::kind),
        here,
        members.speaks(controller, here),
        caller.roles(),
        Optional.of(work.purpose().label()));
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
