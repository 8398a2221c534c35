package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.signin.SharedSessions.Kept;
import eu.portsalliance.gateway.valkey.Valkey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tokens of a shared session, as one request sees them. Who renews holds a lease in the store;
 * the others go on with the token that they have, or wait for what comes if it has expired.
 */
final class SharedTokens implements SessionTokens {

  private static final Logger LOG = LoggerFactory.getLogger(SharedTokens.class);

  /** Longer than the issuer is waited for, at all replicas. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Between two attempts while the issuer does not answer. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long LOOKS = LEASE.dividedBy(LOOK);
  private static final Duration STREAMS_LOOK = Duration.ofSeconds(2);
  private static final String NOT_NOW = "away";

  private final AtomicReference<Kept> kept;
  private final String key;
  private final String lease;
  private final SharedSessions sessions;
  private final Valkey valkey;
  private final Clock clock;

  SharedTokens(Kept kept, String key, SharedSessions sessions, Valkey valkey, Clock clock) {
    this.kept = new AtomicReference<>(kept);
    this.key = key;
    this.lease = key + ":renewal";
    this.sessions = sessions;
    this.valkey = valkey;
    this.clock = clock;
  }

  @Override
  public Held held() {
    return kept.get().held();
  }

  /** The lease itself is put off. */
  @Override
  public void postpone(Held seen, Instant next) {}

  /** Also when another replica ended it, or nobody used it; not while the store is silent. */
  @Override
  public Mono<Void> ended() {
    return Flux.interval(STREAMS_LOOK)
        .onBackpressureDrop()
        .concatMap(_ -> valkey.holds(key).onErrorReturn(true), 1)
        .filter(there -> !there)
        .next()
        .then();
  }

  /** It is over for all when it is gone from the store. */
  @Override
  public void end() {}

  @Override
  public Mono<Renewal> renewOnce(Held stale, Function<Held, Mono<Renewal>> act) {
    String mine = UUID.randomUUID().toString();
    return valkey
        .putIfNone(lease, mine, LEASE)
        .flatMap(won -> won ? asHolder(mine, stale, act) : meanwhile(stale))
        .doOnNext(this::remember)
        .cache();
  }

  private void remember(Renewal renewal) {
    if (renewal instanceof Renewal.Renewed renewed) {
      kept.updateAndGet(before -> before.with(renewed.held()));
    }
  }

  private Mono<Renewal> asHolder(String mine, Held stale, Function<Held, Mono<Renewal>> act) {
    return sessions
        .read(key)
        .flatMap(
            now ->
                now.held().like(stale)
                    ? act.apply(now.held()).flatMap(renewal -> written(now, renewal))
                    : Mono.just(new Renewal.Renewed(now.held())))
        .defaultIfEmpty(new Renewal.Refused())
        .flatMap(renewal -> released(mine, renewal).thenReturn(renewal));
  }

  /** Who signed out meanwhile stays signed out. */
  private Mono<Renewal> written(Kept now, Renewal renewal) {
    return renewal instanceof Renewal.Renewed renewed
        ? sessions
            .replace(key, now.with(renewed.held()))
            .map(there -> there ? renewal : new Renewal.Refused())
        : Mono.just(renewal);
  }

  private Mono<Void> released(String mine, Renewal renewal) {
    Duration rest = renewal instanceof Renewal.Away ? PAUSE : MOMENT;
    return valkey
        .replaceIf(lease, mine, NOT_NOW, rest)
        .onErrorResume(
            _ -> {
              LOG.debug("a lease ends by itself");
              return Mono.empty();
            });
  }

  private Mono<Renewal> meanwhile(Held stale) {
    if (!stale.expired(clock.instant())) {
      return Mono.just(new Renewal.Away());
    }
    return Flux.interval(Duration.ZERO, LOOK)
        .onBackpressureDrop()
        .take(LOOKS)
        .concatMap(_ -> look(stale), 1)
        .next()
        .defaultIfEmpty(new Renewal.Away());
  }

  /** Empty while the holder is at it. */
  private Mono<Renewal> look(Held stale) {
    return sessions
        .read(key)
        .<Renewal>map(now -> new Renewal.Renewed(now.held()))
        .defaultIfEmpty(new Renewal.Refused())
        .flatMap(found -> isNews(found, stale) ? Mono.just(found) : whileLeased());
  }

  private static boolean isNews(Renewal found, Held stale) {
    return !(found instanceof Renewal.Renewed renewed) || !renewed.held().like(stale);
  }

  /** A holder that ended, or that the issuer did not answer: the next call tries again. */
  private Mono<Renewal> whileLeased() {
    return valkey
        .get(lease)
        .defaultIfEmpty(NOT_NOW)
        .filter(NOT_NOW::equals)
        .map(_ -> new Renewal.Away());
  }
}
