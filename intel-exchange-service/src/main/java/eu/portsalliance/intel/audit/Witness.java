package eu.portsalliance.intel.audit;

import eu.portsalliance.access.Locode;
import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.MerkleTree;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the audit logs of two other ports, so that neither of them can take back what it
 * recorded: each head that it accepts grows from the one before, and it keeps them where the other
 * port's administrators have no hand.
 */
@Component
class Witness implements SmartInitializingSingleton, DisposableBean {

  /** What each port has to show. */
  static final List<String> SERVICES = List.of("intel-exchange-service", "risk-service");

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final int WATCHED = 2;

  private final Alliance alliance;
  private final AuditedPeer peers;
  private final WitnessedLogs logs;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  Witness(Alliance alliance, AuditedPeer peers, WitnessedLogs logs, Clock clock) {
    this.alliance = alliance;
    this.peers = peers;
    this.logs = logs;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running = Flux.interval(PAUSE).onBackpressureDrop().concatMap(_ -> round()).subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Looks once at every log that this port watches. */
  Mono<Void> round() {
    return Mono.justOrEmpty(alliance.members())
        .flatMapMany(members -> Flux.fromIterable(watched(members)))
        .concatMap(port -> Flux.fromIterable(SERVICES).concatMap(service -> look(port, service)))
        .then();
  }

  /** The next two ports by LOCODE, round the end: each port is watched by two. */
  private List<Locode> watched(Members members) {
    List<Locode> others =
        members.peers().stream()
            .sorted((one, other) -> one.value().compareTo(other.value()))
            .toList();
    int after =
        (int)
            others.stream()
                .filter(port -> port.value().compareTo(alliance.self().value()) < 0)
                .count();
    return IntStream.range(0, Math.min(WATCHED, others.size()))
        .mapToObj(i -> others.get((after + i) % others.size()))
        .toList();
  }

  private Mono<Void> look(Locode port, String service) {
    String log = port.value() + "/" + service;
    Instant now = clock.instant();
    return logs.seen(log, now)
        .flatMap(
            seen ->
                peers
                    .since(port, service, seen.tree().size())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .flatMap(extension -> judge(log, seen, extension, now))
                    .onErrorResume(failure -> silent(log, seen, now, failure)))
        .onErrorResume(failure -> report(log, failure));
  }

  private Mono<Void> judge(
      String log,
      WitnessedLogs.Seen seen,
      Optional<NotarisedLogs.Extension> extension,
      Instant now) {
    long from = seen.tree().size();
    if (extension.isEmpty()) {
      return raise(
          log, WitnessedLogs.Alarm.GAP, "it is shorter than the " + from + " records seen");
    }
    MerkleTree tree = seen.tree();
    extension.get().leaves().forEach(tree::append);
    Optional<Head> head = head(extension.get().head());
    if (head.isEmpty() || !head.get().log().equals(log)) {
      return raise(log, WitnessedLogs.Alarm.FORK, "its head is not signed by a key of the port");
    }
    if (!head.get().agrees(tree)) {
      return raise(
          log,
          WitnessedLogs.Alarm.FORK,
          "its head of " + head.get().size() + " does not grow from the " + from + " records seen");
    }
    if (head.get().at().isBefore(now.minus(SILENCE))) {
      return raise(log, WitnessedLogs.Alarm.SILENCE, "its newest head is of " + head.get().at());
    }
    return logs.keep(log, from, tree, extension.get().head(), now);
  }

  private Optional<Head> head(String compact) {
    return alliance.members().flatMap(members -> Head.verified(compact, members::anyKey));
  }

  private Mono<Void> silent(String log, WitnessedLogs.Seen seen, Instant now, Throwable failure) {
    return seen.answeredAt().isBefore(now.minus(SILENCE))
        ? raise(log, WitnessedLogs.Alarm.SILENCE, "no answer since " + seen.answeredAt())
        : report(log, failure);
  }

  private Mono<Void> raise(String log, WitnessedLogs.Alarm kind, String detail) {
    return logs.raise(log, kind, detail)
        .doOnNext(
            raised -> {
              if (raised) {
                LOG.error("Audit alarm {} about {}: {}", kind.label(), log, detail);
              }
            })
        .then();
  }

  private static Mono<Void> report(String log, Throwable failure) {
    LOG.debug("The log {} was not seen this time", log, failure);
    return Mono.empty();
  }
}
