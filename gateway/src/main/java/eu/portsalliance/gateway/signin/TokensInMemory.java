package eu.portsalliance.gateway.signin;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Shared by all requests of a session, which is this gateway's alone. */
final class TokensInMemory implements SessionTokens {

  private final AtomicReference<Held> held;
  private final AtomicReference<@Nullable Mono<Renewal>> flight = new AtomicReference<>();
  private final Sinks.Empty<Void> ended = Sinks.empty();

  TokensInMemory(Held held) {
    this.held = new AtomicReference<>(held);
  }

  @Override
  public Held held() {
    return Objects.requireNonNull(held.get());
  }

  @Override
  public void postpone(Held seen, Instant next) {
    held.compareAndSet(seen, seen.later(next));
  }

  @Override
  public Mono<Void> ended() {
    return ended.asMono();
  }

  @Override
  public void end() {
    ended.tryEmitEmpty();
  }

  @Override
  public Mono<Renewal> renewOnce(Held stale, Function<Held, Mono<Renewal>> act) {
    Mono<Renewal> running = flight.get();
    if (running != null) {
      return running;
    }
    Mono<Renewal> mine =
        Mono.defer(() -> attempt(stale, act)).doFinally(_ -> flight.set(null)).cache();
    Mono<Renewal> other = flight.compareAndExchange(null, mine);
    return other == null ? mine : other;
  }

  private Mono<Renewal> attempt(Held stale, Function<Held, Mono<Renewal>> act) {
    Held now = held();
    if (!now.like(stale)) {
      return Mono.just(new Renewal.Renewed(now));
    }
    return act.apply(now)
        .doOnNext(
            renewal -> {
              if (renewal instanceof Renewal.Renewed renewed) {
                held.set(renewed.held());
              }
            });
  }
}
