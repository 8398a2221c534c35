package eu.portsalliance.gateway.outage;

import eu.portsalliance.gateway.GatewayProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whether the issuer answers, by asking for its public document every few seconds, and once more
 * where much hangs on it. An answer that blames the server is none: what stands before an issuer
 * answers so when it is away.
 */
@Component
public final class Issuer implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final WebClient client;
  private final String address;
  private final Duration period;
  private final Clock clock;
  private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(true, null));
  private final AtomicReference<@Nullable Mono<Boolean>> flight = new AtomicReference<>();
  private final Disposable.Swap probing = Disposables.swap();

  /**
   * @param last when it answered last
   */
  private record Seen(boolean answers, @Nullable Instant last) {}

  Issuer(
      @Qualifier("issuerClient") WebClient client,
      GatewayProperties properties,
      OutageProperties outage,
      Clock clock) {
    this.client = client;
    this.address = properties.signIn().issuer() + "/.well-known/openid-configuration";
    this.period = outage.probe();
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void probe() {
    probing.update(
        Flux.interval(Duration.ZERO, period)
            .onBackpressureDrop()
            .concatMap(_ -> away(), 1)
            .subscribe());
  }

  @Override
  public void destroy() {
    probing.dispose();
  }

  /** As it was found last. */
  public boolean isAway() {
    return !seen.get().answers();
  }

  /** When it answered last; empty when it has not since this gateway started. */
  public Optional<Instant> lastAnswered() {
    return Optional.ofNullable(seen.get().last());
  }

  /** Since when it is away; empty while it answers. */
  public Optional<Instant> awaySince() {
    Seen now = seen.get();
    return now.answers() ? Optional.empty() : Optional.ofNullable(now.last());
  }

  /** Asks now, once for all who want to know. */
  public Mono<Boolean> away() {
    Mono<Boolean> running = flight.get();
    if (running != null) {
      return running;
    }
    Mono<Boolean> mine = Mono.defer(this::ask).doFinally(_ -> flight.set(null)).cache();
    Mono<Boolean> other = flight.compareAndExchange(null, mine);
    return other == null ? mine : other;
  }

  private Mono<Boolean> ask() {
    return client
        .get()
        .uri(address)
        .exchangeToMono(
            answer -> answer.releaseBody().thenReturn(!answer.statusCode().is5xxServerError()))
        .timeout(PATIENCE)
        .onErrorReturn(false)
        .map(this::learnt);
  }

  private boolean learnt(boolean answers) {
    Instant now = clock.instant();
    Seen before = seen.getAndUpdate(s -> new Seen(answers, answers ? now : s.last()));
    if (before.answers() && !answers) {
      LOG.warn("The issuer does not answer; it did last at {}", before.last());
    } else if (!before.answers() && answers) {
      LOG.info("The issuer answers again");
    }
    return !answers;
  }
}
