package eu.portsalliance.identity.reconciliation;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.identity.IdentityProperties;
import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.identity.keycloak.BlockingMatcher;
import eu.portsalliance.identity.keycloak.Matching;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reconciles at start, when the file changes, when a grant ends and at every interval; after a
 * failure with a pause that doubles. The run, its record and its audit row are one transaction that
 * also holds the lock, so one replica at a time reconciles: the one that holds the lease, to its
 * end. Nothing waits for the first run: the service is ready while Keycloak is not.
 */
@Component
class Reconciler implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final IdentityProperties properties;
  private final Reconciliations reconciliations;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;
  private final Lease lease;
  private final Clock clock;
  private final BlockingMatcher matcher;
  private final DesiredStateSource source;
  private final Scheduler keycloak = Schedulers.newBoundedElastic(1, 16, "keycloak", 60, true);

  private volatile Instant nextRun = Instant.EPOCH;
  private volatile Duration pause = FIRST_RETRY;
  private volatile Disposable loop = Disposables.disposed();
  private volatile boolean stopping;

  Reconciler(
      IdentityProperties properties,
      Reconciliations reconciliations,
      AuditTrail audit,
      TransactionalOperator transaction,
      Leases leases,
      Clock clock) {
    this.properties = properties;
    this.reconciliations = reconciliations;
    this.audit = audit;
    this.transaction = transaction;
    this.lease = leases.lease("reconciler");
    this.clock = clock;
    this.matcher = new BlockingMatcher(properties);
    this.source = new DesiredStateSource(properties.desiredState());
  }

  @Override
  public void start() {
    stopping = false;
    loop =
        Flux.interval(Duration.ZERO, properties.watch())
            .onBackpressureDrop()
            .takeWhile(_ -> !stopping)
            .filter(_ -> lease.held())
            .concatMap(_ -> look(), 1)
            .subscribe();
  }

  /** A run that has begun is not cut off: what it changed would go unrecorded. */
  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public boolean isRunning() {
    return !stopping && !loop.isDisposed();
  }

  private Mono<Void> look() {
    return Mono.fromCallable(this::due)
        .subscribeOn(keycloak)
        .filter(due -> due)
        .flatMap(_ -> transaction.transactional(lockedRun()).switchIfEmpty(otherReplica()))
        .doOnNext(this::plan)
        .then()
        .onErrorResume(this::postpone);
  }

  private boolean due() {
    return source.changed() || !clock.instant().isBefore(nextRun);
  }

  private Mono<Reconciliation> lockedRun() {
    return reconciliations.lock().filter(locked -> locked).flatMap(_ -> run());
  }

  /** What this replica saw, a changed file perhaps, stays due. */
  private Mono<Reconciliation> otherReplica() {
    return Mono.fromRunnable(() -> nextRun = clock.instant());
  }

  private Mono<Reconciliation> run() {
    return Mono.fromCallable(this::match).subscribeOn(keycloak).flatMap(this::record);
  }

  private Reconciliation match() {
    Optional<DesiredState> state = source.lastSound();
    Matching matching =
        state
            .map(wanted -> matcher.match(wanted, clock.instant()))
            .orElse(new Matching(List.of(), Optional.empty()));
    Optional<String> reason = source.refusal().or(matching::failure);
    Instant at = clock.instant();
    Reconciliation.Outcome outcome =
        reason.isPresent()
            ? Reconciliation.Outcome.FAILED
            : matching.changes().isEmpty()
                ? Reconciliation.Outcome.MATCHED
                : Reconciliation.Outcome.CHANGED;
    return new Reconciliation(
        at, outcome, matching.changes(), reason, next(at, state, matching.failure().isPresent()));
  }

  private Instant next(Instant at, Optional<DesiredState> state, boolean failed) {
    if (failed) {
      return at.plus(pause);
    }
    Instant interval = at.plus(properties.interval());
    return state
        .flatMap(wanted -> wanted.nextExpiry(at))
        .filter(interval::isAfter)
        .orElse(interval);
  }

  private Mono<Reconciliation> record(Reconciliation run) {
    Mono<Void> audited =
        run.changes().isEmpty()
            ? Mono.empty()
            : audit.record(
                AuditEntry.ofService(
                    AuditEntry.Act.ALTERATION,
                    "identity-service",
                    "alliance",
                    "match identity provider with desired state",
                    run.changes(),
                    "keycloak"));
    return reconciliations.save(run).then(audited).thenReturn(run);
  }

  private void plan(Reconciliation run) {
    nextRun = run.nextRun();
    boolean failed = run.outcome() == Reconciliation.Outcome.FAILED;
    pause = failed ? longer(pause) : FIRST_RETRY;
    if (failed) {
      LOG.warn("Reconciliation failed: {}", run.reason().orElse(""));
    } else if (!run.changes().isEmpty()) {
      LOG.info("Reconciliation changed {} things", run.changes().size());
    }
  }

  private Duration longer(Duration current) {
    Duration doubled = current.multipliedBy(2);
    return doubled.compareTo(properties.longestRetry()) > 0 ? properties.longestRetry() : doubled;
  }

  private Mono<Void> postpone(Throwable broken) {
    LOG.warn("Reconciliation could not be recorded ({})", broken.getClass().getSimpleName());
    LOG.debug("Reconciliation could not be recorded", broken);
    nextRun = clock.instant().plus(pause);
    pause = longer(pause);
    return Mono.empty();
  }
}
