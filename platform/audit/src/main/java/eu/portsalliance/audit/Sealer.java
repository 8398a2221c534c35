package eu.portsalliance.audit;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Seals every second, and has the head signed. Whatever stops it, rows stay where they are and are
 * sealed when it goes on; while the signer is away, sealing goes on unsigned.
 */
public final class Sealer implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SealedLog log;
  private final HeadSigner signer;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  public Sealer(SealedLog log, HeadSigner signer, Clock clock) {
    this.log = log;
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        round()
            .then(Mono.delay(PAUSE))
            .repeat()
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE).doBeforeRetry(this::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Seals what there is and has it signed. */
  Mono<Void> round() {
    return sealed().then(Mono.defer(this::sign));
  }

  private Mono<Void> sealed() {
    return log.seal().repeat().takeUntil(rows -> rows == 0).then();
  }

  private Mono<Void> sign() {
    return signer.signed().flatMap(this::signFrom).repeat().takeUntil(more -> !more).then();
  }

  private Mono<Boolean> signFrom(long from) {
    return log.leaves(from, HeadSigner.MOST_LEAVES)
        .flatMap(
            leaves ->
                leaves.isEmpty()
                    ? Mono.just(false)
                    : signer
                        .sign(from, leaves)
                        .flatMap(jws -> log.keep(from + leaves.size(), clock.instant(), jws))
                        .thenReturn(leaves.size() == HeadSigner.MOST_LEAVES));
  }

  private void report(Retry.RetrySignal signal) {
    if (Long.bitCount(signal.totalRetriesInARow() + 1) == 1) {
      LOG.warn("Audit rows wait to be sealed or signed: {}", signal.failure().toString());
    }
  }
}
