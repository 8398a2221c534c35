package eu.portsalliance.intel.duty;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes the plan of the week: one officer where everybody who is told now is told still, two where
 * somebody is told of less. Each act is part of the transaction that stands.
 */
@Component
class Planning {

  private final Rotas rotas;
  private final AuditTrail audit;
  private final Clock clock;

  Planning(Rotas rotas, AuditTrail audit, Clock clock) {
    this.rotas = rotas;
    this.audit = audit;
    this.clock = clock;
  }

  Mono<RotaView> view(String organisation) {
    return rotas
        .of(organisation)
        .flatMap(
            rota ->
                rotas
                    .waiting(organisation)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .map(waiting -> RotaView.of(rota, waiting)));
  }

  /** Keeps a plan, or lets it wait for a second officer; what waited before is dropped. */
  Mono<RotaView> plan(Caller caller, Work work, Rota rota) {
    String organisation = caller.organisation();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return rotas
        .of(organisation)
        .delayUntil(_ -> rotas.drop(organisation, now))
        .flatMap(
            before ->
                rota.keeps(before)
                    ? put(caller, work, "plan duty rota", Optional.empty(), before, rota, now)
                    : propose(caller, work, before, rota, now))
        .then(Mono.defer(() -> view(organisation)));
  }

  private Mono<Void> propose(Caller caller, Work work, Rota before, Rota rota, Instant now) {
    var change = new Rotas.Change(UUID.randomUUID(), rota, before, person(caller), now);
    return rotas
        .propose(caller.organisation(), change)
        .then(record(caller, work, "propose duty rota", Optional.of(change.id()), before, rota));
  }

  /** A second officer says yes to the plan that waits. */
  Mono<RotaView> confirm(Caller caller, Work work, UUID id) {
    String organisation = caller.organisation();
    String person = person(caller);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return rotas
        .waiting(organisation)
        .filter(change -> change.id().equals(id))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "No such plan waits: read the plan again.")))
        .flatMap(
            change ->
                change.by().equals(person)
                    ? Mono.error(
                        new ProblemException(
                            ProblemType.SECOND_PERSON_REQUIRED,
                            "You proposed it: another officer confirms it."))
                    : rotas
                        .confirm(change.id(), person, now)
                        .filter(done -> done)
                        .switchIfEmpty(Mono.error(Planning::changed))
                        .then(
                            put(
                                caller,
                                work,
                                "confirm duty rota",
                                Optional.of(id),
                                change.before(),
                                change.rota(),
                                now)))
        .then(Mono.defer(() -> view(organisation)));
  }

  private Mono<Void> put(
      Caller caller,
      Work work,
      String what,
      Optional<UUID> change,
      Rota before,
      Rota rota,
      Instant now) {
    return rotas
        .put(caller.organisation(), before, rota, now)
        .filter(done -> done)
        .switchIfEmpty(Mono.error(Planning::changed))
        .then(record(caller, work, what, change, before, rota));
  }

  private Mono<Void> record(
      Caller caller, Work work, String what, Optional<UUID> change, Rota before, Rota rota) {
    return audit.record(
        AuditEntry.of(
            AuditEntry.Act.ALTERATION,
            caller,
            work,
            what,
            List.of(
                change.map(UUID::toString).orElse("rota"),
                "shifts:" + before.shifts().size() + ">" + rota.shifts().size(),
                "addresses:" + before.addresses().size() + ">" + rota.addresses().size())));
  }

  private static String person(Caller caller) {
    return caller
        .person()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.SECOND_PERSON_REQUIRED,
                    "That takes two people whom their agencies name."));
  }

  private static ProblemException changed() {
    return new ProblemException(
        ProblemType.CONFLICT, "The plan was changed meanwhile: read it again.");
  }
}
