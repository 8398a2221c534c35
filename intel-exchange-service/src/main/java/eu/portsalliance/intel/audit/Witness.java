package eu.portsalliance.intel.audit;

import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.MerkleTree;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.peers.RootKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * Follows the audit logs of two other ports, and that of the registry, so that neither of them can
 * take back what it recorded: each head that it accepts grows from the one before, and it keeps
 * them where the other port's administrators have no hand.
 */
@Component
class Witness implements SmartInitializingSingleton, DisposableBean {

  /** What each port has to show. */
  static final List<String> SERVICES = List.of("intel-exchange-service", "risk-service");

  /** What the alliance has to show to every port. */
  static final String REGISTRY = Head.ALLIANCE + "/port-registry-service";

  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final Duration THINNING = Duration.ofHours(1);
  private static final int WATCHED = 2;

  /** Pages that a log may take in one round: a million records are caught up with in one. */
  private static final int MOST_PAGES = 200;

  private final Alliance alliance;
  private final AuditedPeer peers;
  private final AuditedRegistry registry;
  private final WitnessedLogs logs;
  private final NotarisedLogs notary;
  private final RootKeys roots;
  private final Lease lease;
  private final Clock clock;
  private final Disposable.Composite running = Disposables.composite();
  private volatile List<WitnessedLogs.Standing> alarms = List.of();

  Witness(
      Alliance alliance,
      AuditedPeer peers,
      AuditedRegistry registry,
      WitnessedLogs logs,
      NotarisedLogs notary,
      RootKeys roots,
      Leases leases,
      Clock clock) {
    this.alliance = alliance;
    this.peers = peers;
    this.registry = registry;
    this.logs = logs;
    this.notary = notary;
    this.roots = roots;
    this.lease = leases.lease("witness");
    this.clock = clock;
  }

  /** A log and how it is asked for. */
  private record Watched(String log, LongFunction<Mono<NotarisedLogs.Extension>> since) {}

  @Override
  public void afterSingletonsInstantiated() {
    running.add(
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> lease.guard(looks()).then(Mono.defer(this::stand)))
            .subscribe());
    running.add(
        Flux.interval(THINNING)
            .onBackpressureDrop()
            .concatMap(
                _ ->
                    lease.write(thin()).onErrorResume(failure -> report("with old heads", failure)))
            .subscribe());
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Alarms that stood after the last round, whichever process looked. */
  List<WitnessedLogs.Standing> alarms() {
    return alarms;
  }

  /** Looks once at every log that this port watches. */
  Mono<Void> round() {
    return looks().then(Mono.defer(this::stand));
  }

  private Mono<Void> looks() {
    return Flux.defer(() -> Flux.fromIterable(watched())).concatMap(this::look).then();
  }

  private Mono<Void> stand() {
    return logs.standing()
        .doOnNext(standing -> alarms = standing)
        .onErrorResume(failure -> report("of others", failure).then(Mono.empty()))
        .then();
  }

  private Mono<Void> thin() {
    return logs.thin().then(notary.thin()).then();
  }

  private List<Watched> watched() {
    Stream<Watched> ports =
        alliance.members().stream()
            .flatMap(members -> next(members).stream())
            .flatMap(port -> SERVICES.stream().map(service -> of(port, service)));
    return Stream.concat(ports, Stream.of(new Watched(REGISTRY, registry::since))).toList();
  }

  private Watched of(Locode port, String service) {
    return new Watched(port.value() + "/" + service, from -> peers.since(port, service, from));
  }

  /** The next two ports by LOCODE, round the end: each port is watched by two. */
  private List<Locode> next(Members members) {
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

  private Mono<Void> look(Watched watched) {
    return Mono.defer(() -> page(watched))
        .repeat(MOST_PAGES)
        .takeUntil(more -> !more)
        .then()
        .onErrorResume(failure -> report(watched.log(), failure));
  }

  /** One step of a log; whether there may be more. */
  private Mono<Boolean> page(Watched watched) {
    Instant now = clock.instant();
    return logs.seen(watched.log(), now)
        .flatMap(
            seen ->
                watched
                    .since()
                    .apply(seen.tree().size())
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .flatMap(extension -> judge(watched.log(), seen, extension, now))
                    .onErrorResume(
                        failure -> silent(watched.log(), seen, now, failure).thenReturn(false)));
  }

  private Mono<Boolean> judge(
      String log,
      WitnessedLogs.Seen seen,
      Optional<NotarisedLogs.Extension> extension,
      Instant now) {
    long from = seen.tree().size();
    if (extension.isEmpty()) {
      String detail = "it is shorter than the " + from + " records seen";
      return raise(log, WitnessedLogs.Alarm.GAP, detail, "").thenReturn(false);
    }
    MerkleTree tree = seen.tree();
    String signed = extension.get().head();
    boolean grown = !extension.get().leaves().isEmpty();
    Optional<Head> head = head(signed).filter(found -> found.log().equals(log));
    if (head.isEmpty()) {
      return Mono.error(
          new IllegalStateException("its head is not signed by a key that is known here"));
    }
    extension.get().leaves().forEach(tree::append);
    if (!head.get().agrees(tree)) {
      String detail =
          "its head of " + head.get().size() + " does not grow from the " + from + " records seen";
      return raise(log, WitnessedLogs.Alarm.FORK, detail, signed).thenReturn(false);
    }
    // what is caught up with was signed when it was new; the head after all of it is of now
    if (!grown && Duration.between(head.get().at(), now).abs().compareTo(SILENCE) > 0) {
      return Mono.error(new IllegalStateException("its newest head is of " + head.get().at()));
    }
    return logs.keep(log, from, tree, signed, now).thenReturn(grown);
  }

  private Optional<Head> head(String compact) {
    return Head.verified(
        compact,
        (port, thumbprint) ->
            port.equals(Head.ALLIANCE)
                ? roots.named(thumbprint)
                : alliance.members().flatMap(members -> members.anyKey(port, thumbprint)));
  }

  private Mono<Void> silent(String log, WitnessedLogs.Seen seen, Instant now, Throwable failure) {
    String detail = "nothing that counts since " + seen.answeredAt() + ": " + failure.getMessage();
    return seen.answeredAt().isBefore(now.minus(SILENCE))
        ? raise(log, WitnessedLogs.Alarm.SILENCE, detail, "")
        : report(log, failure);
  }

  private Mono<Void> raise(String log, WitnessedLogs.Alarm kind, String detail, String signed) {
    return logs.raise(log, kind, detail, signed)
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
