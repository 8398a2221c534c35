package eu.portsalliance.risk.alert;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.risk.wake.Wakes;
import eu.portsalliance.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Follows the port's own exchange: hints say that something is new, a pull by cursor brings it. A
 * pull follows each connection and each quarter of a minute too, so that a lost hint costs seconds
 * and never an alert. Nothing is read before a signed directory is known, since nothing could be
 * verified. One process of the service follows; each keeps the directory for itself.
 */
class AlertFeed implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
  private static final Duration ANYWAY = Duration.ofSeconds(15);
  private static final Duration DIRECTORY = Duration.ofSeconds(60);
  private static final int WAITING = 1_000;

  /**
   * After each pull: a request, its signature and a transaction cost more than the alerts in it,
   * and whoever follows the ranking sees no difference.
   */
  private static final Duration SPACING = Duration.ofMillis(100);

  private final ExchangeClient exchange;
  private final Alerts alerts;
  private final Directories directories;
  private final Wakes wakes;
  private final Traces traces;
  private final Lease lease;
  private final Clock clock;
  private final AlertReader reader = new AlertReader();
  private final AtomicReference<@Nullable String> cursor = new AtomicReference<>();
  private Disposable running = Disposables.disposed();

  AlertFeed(
      ExchangeClient exchange,
      Alerts alerts,
      Directories directories,
      Wakes wakes,
      Traces traces,
      Leases leases,
      Clock clock) {
    this.exchange = exchange;
    this.alerts = alerts;
    this.directories = directories;
    this.wakes = wakes;
    this.traces = traces;
    this.lease = leases.lease("feed");
    this.clock = clock;
  }

  @Override
  public void start() {
    Flux<Long> pulls =
        Flux.merge(
                exchange.hints().retryWhen(backOff("hint stream")),
                Flux.interval(ANYWAY).map(_ -> "anyway"),
                directories.changes().concatMap(_ -> mend()).map(_ -> "directory"))
            .onBackpressureLatest()
            .concatMap(_ -> drain().onErrorResume(this::later).then(Mono.delay(SPACING)), 0);
    running =
        Disposables.composite(
            loaded().thenMany(lease.whileHeld(pulls)).subscribe(), follow().subscribe());
  }

  @Override
  public void stop() {
    running.dispose();
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  private Mono<Void> loaded() {
    return directories.load().retryWhen(backOff("directory store"));
  }

  private Flux<Directories.Outcome> follow() {
    return Mono.defer(this::refresh)
        .retryWhen(backOff("directory"))
        .repeatWhen(done -> done.delayElements(DIRECTORY));
  }

  private Mono<Directories.Outcome> refresh() {
    return exchange
        .directory()
        .flatMap(directories::accept)
        .doOnNext(
            outcome -> {
              switch (outcome) {
                case ACCEPTED, KNOWN, OLDER -> LOG.debug("Directory: {}", outcome);
                case FORKED, NOT_VERIFIED -> LOG.warn("Directory not taken: {}", outcome);
              }
            });
  }

  /** Reads until nothing more is there. */
  Mono<Void> drain() {
    return directories.current().isEmpty()
        ? Mono.empty()
        : from().flatMap(this::pull).repeat().takeWhile(more -> more).then();
  }

  /**
   * Another replica may have moved the cursor: where this one stands is a guess that is checked.
   */
  private Mono<String> from() {
    return Mono.defer(
        () -> {
          String known = cursor.get();
          return known == null ? alerts.cursor() : Mono.just(known);
        });
  }

  private Mono<Boolean> pull(String from) {
    return exchange
        .objects(from)
        .flatMap(page -> page.cursor().equals(from) ? Mono.just(false) : keep(from, page))
        .doOnError(_ -> cursor.set(null));
  }

  private Mono<Boolean> keep(String from, ExchangeClient.Page page) {
    return verify(page.objects())
        .flatMap(read -> alerts.keep(from, page.cursor(), read, clock.instant()))
        .as(work -> traces.linked("weigh alerts", page.traces(), work))
        .doOnNext(kept -> cursor.set(kept.here() ? page.cursor() : null))
        .doOnNext(kept -> wakes.changed(kept.boxes()))
        .map(kept -> !kept.here() || page.more());
  }

  /** An unknown key may be newer than the directory held here: asks once for a newer one. */
  private Mono<List<Verified>> verify(List<String> objects) {
    return read(objects)
        .flatMap(
            first ->
                first.stream().anyMatch(o -> o instanceof Verified.Bad bad && bad.later())
                    ? refresh().onErrorComplete().then(again(first))
                    : Mono.just(first));
  }

  private Mono<List<Verified>> again(List<Verified> first) {
    return each(first, o -> o instanceof Verified.Bad bad && bad.later() ? read(bad.compact()) : o);
  }

  private Mono<List<Verified>> read(List<String> objects) {
    return each(objects, this::read);
  }

  private Verified read(String object) {
    return reader.read(object, directories.current().orElseThrow());
  }

  /** A page of signatures takes its time: not on the thread that serves connections. */
  private static <T> Mono<List<Verified>> each(List<T> page, Function<T, Verified> reading) {
    return Mono.fromCallable(() -> page.stream().map(reading).toList())
        .subscribeOn(Schedulers.parallel());
  }

  /** A newer directory may know keys that an older did not. */
  private Mono<Set<String>> mend() {
    return alerts
        .waiting(WAITING)
        .flatMap(
            waiting -> read(waiting).flatMap(read -> alerts.mend(waiting, read, clock.instant())))
        .doOnNext(wakes::changed)
        .onErrorReturn(Set.of());
  }

  private <T> Mono<T> later(Throwable failure) {
    LOG.warn("The feed of the exchange was not read and will be again: {}", failure.toString());
    return Mono.empty();
  }

  static RetryBackoffSpec backOff(String what) {
    return Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
        .maxBackoff(Duration.ofSeconds(5))
        .transientErrors(true)
        .doBeforeRetry(
            signal ->
                // once for each outage: what is said again every few seconds hides the rest
                LOG.atLevel(signal.totalRetriesInARow() == 0 ? Level.INFO : Level.DEBUG)
                    .log("Trying the {} again: {}", what, signal.failure().toString()));
  }
}
