package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.intel.delivery.Coalesced;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.telemetry.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The link to one peer: its hint stream held open, its log pulled on every hint, what came checked
 * and stored with the cursor, receipts sent afterwards. A hint that is lost is made up for by the
 * clock.
 */
final class PeerLink implements Disposable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final Duration LOST_HINT = Duration.ofSeconds(5);
  private static final Duration RECEIPTS = Duration.ofSeconds(1);

  /** After a pull that found something: what comes close behind it travels together. */
  private static final Duration SPACING = Duration.ofMillis(10);

  /** As many are checked where they came in: another thread costs more than the checks do. */
  private static final int CHECKED_AT_ONCE = 8;

  /** What a link needs. */
  record Means(
      Alliance alliance,
      PeerClient client,
      Inspection inspection,
      Inbox inbox,
      Receipts receipts,
      Sequencer sequencer,
      Signatures signatures,
      Traces traces,
      Lease lease,
      Clock clock) {}

  private final Locode peer;
  private final String address;
  private final Means means;
  private final Coalesced pulling;
  private final Coalesced thanking;
  private final Disposable.Composite running = Disposables.composite();
  private volatile boolean connected;
  private volatile boolean due = true;
  private volatile @Nullable String cursor;
  private volatile @Nullable Instant heard;
  private volatile Instant level;

  PeerLink(Locode peer, String address, Means means) {
    this.peer = peer;
    this.address = address;
    this.means = means;
    this.level = means.clock().instant();
    this.pulling =
        new Coalesced("Pulling from " + peer, means.lease().guard(Mono.defer(this::pull)));
    this.thanking =
        new Coalesced("Sending receipts to " + peer, means.lease().guard(Mono.defer(this::thank)));
  }

  /** Opens the link and keeps it open until it is disposed of. */
  void open() {
    running.add(
        means
            .client()
            .hints(peer)
            .doOnNext(this::hinted)
            .doOnError(this::lost)
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                    .maxBackoff(Duration.ofSeconds(5))
                    .jitter(0.5)
                    .transientErrors(true))
            .subscribe());
    // Also without a hint stream: a peer whose streams are all taken still hands out its log.
    // what no standing release covered a while ago may be covered now
    running.add(
        Flux.interval(LOST_HINT)
            .onBackpressureDrop()
            .doOnNext(_ -> due = true)
            .subscribe(_ -> pulling.trigger()));
    running.add(
        Flux.interval(RECEIPTS)
            .onBackpressureDrop()
            .filter(_ -> connected)
            .subscribe(_ -> thanking.trigger()));
  }

  String address() {
    return address;
  }

  /** Whether the hint stream stands. */
  boolean connected() {
    return connected;
  }

  /** When the peer last answered a pull. */
  Optional<Instant> heard() {
    return Optional.ofNullable(heard);
  }

  /** When all was held here that the peer had put before this port; at first, when it was met. */
  Instant level() {
    return level;
  }

  @Override
  public void dispose() {
    running.dispose();
    pulling.stop();
    thanking.stop();
  }

  private void hinted(PeerClient.Hint hint) {
    if (!connected) {
      connected = true;
      LOG.info("Hint stream of {} stands", peer);
    }
    if (hint.look()) {
      pulling.trigger();
    }
    if (hint.serial() > 0) {
      means.alliance().told(peer, hint.serial());
    }
  }

  private void lost(Throwable failure) {
    if (connected) {
      LOG.info("Hint stream of {} is lost: {}", peer, failure.toString());
    }
    connected = false;
  }

  /** Pulls until there is no more. */
  private Mono<Void> pull() {
    return page()
        .expand(page -> page.more() ? page() : Mono.empty())
        .reduce(false, (found, page) -> found || !page.objects().isEmpty())
        .doOnNext(_ -> level = means.clock().instant())
        .flatMap(found -> found ? Mono.delay(SPACING).then() : Mono.empty())
        .onErrorResume(PeerClient.CursorRefused.class, _ -> begin())
        // That a peer is away is said once, when its hint stream is lost.
        .onErrorComplete(_ -> !connected);
  }

  private Mono<Void> begin() {
    LOG.info("{} began its log anew; reading it from the beginning", peer);
    cursor = null;
    return means
        .lease()
        .write(means.inbox().forget(peer))
        .then(Mono.fromRunnable(pulling::trigger));
  }

  private Mono<ObjectPage> page() {
    return Mono.defer(
            () -> {
              String known = cursor;
              return known == null ? means.inbox().cursor(peer) : Mono.just(known);
            })
        .flatMap(from -> means.client().objects(peer, from).flatMap(page -> take(from, page)));
  }

  private Mono<ObjectPage> take(String from, ObjectPage page) {
    heard = means.clock().instant();
    if (page.objects().isEmpty()) {
      return Mono.just(page);
    }
    Mono<List<Arrival>> inspected = Mono.fromCallable(() -> inspect(page.objects()));
    return (page.objects().size() > CHECKED_AT_ONCE
            ? inspected.subscribeOn(Schedulers.parallel())
            : inspected)
        .flatMap(arrivals -> store(from, page, arrivals));
  }

  private List<Arrival> inspect(List<String> objects) {
    return objects.stream().map(object -> means.inspection().inspect(peer, object)).toList();
  }

  private Mono<ObjectPage> store(String from, ObjectPage page, List<Arrival> arrivals) {
    return means
        .traces()
        .linked(
            "receive alerts",
            page.traces(),
            means.inbox().store(peer, arrivals, from, page.cursor()))
        .map(
            moved -> {
              cursor = moved ? page.cursor() : null;
              stored(arrivals);
              return page;
            });
  }

  private void stored(List<Arrival> arrivals) {
    means.sequencer().wake();
    due = true;
    for (Arrival arrival : arrivals) {
      switch (arrival) {
        case Arrival.Accepted accepted ->
            means.signatures().verified(accepted.compact(), peer.value());
        case Arrival.Sighted _ -> LOG.info("{} reports a sighting", peer);
        case Arrival.Withdrawn _ -> LOG.info("{} took an object back", peer);
        case Arrival.Quarantined quarantined ->
            LOG.warn("An object of {} is in quarantine: {}", peer, quarantined.reason());
      }
    }
  }

  private Mono<Void> thank() {
    if (!due) {
      return Mono.empty();
    }
    due = false;
    return means
        .receipts()
        .due(peer)
        .filter(receipts -> !receipts.isEmpty())
        .flatMap(receipts -> send(receipts))
        .doOnError(_ -> due = true);
  }

  private Mono<Void> send(List<ReceiptPage.Receipt> receipts) {
    return means
        .receipts()
        .send(peer, receipts, means.client().receipts(peer, receipts))
        .doOnSuccess(_ -> due = true);
  }
}
