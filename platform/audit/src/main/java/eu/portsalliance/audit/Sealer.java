package eu.portsalliance.audit;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Seals every second, and has the head signed, in one process of a service at a time. Whatever
 * stops it, rows stay where they are and are sealed when it goes on; while the signer is away,
 * sealing goes on unsigned. A head that the signer gives is kept only when it is the head of the
 * hashes that stand here.
 */
public final class Sealer implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SealedLog log;
  private final HeadSigner signer;
  private final Lease lease;
  private final Clock clock;
  private Disposable running = Disposables.disposed();
  private volatile Standing standing =
      new Standing(new SealedLog.Progress(0, 0, Duration.ZERO), "not begun");
  private volatile Instant done;

  public Sealer(SealedLog log, HeadSigner signer, Leases leases, Clock clock) {
    this.log = log;
    this.signer = signer;
    this.lease = leases.lease("sealer");
    this.clock = clock;
    this.done = clock.instant();
  }

  /**
   * How it went last.
   *
   * @param trouble what keeps it from sealing or signing, empty when nothing does
   */
  record Standing(SealedLog.Progress progress, String trouble) {}

  @Override
  public void afterSingletonsInstantiated() {
    running =
        lease
            .guard(sealAndSign())
            .then(Mono.defer(this::look))
            .then(Mono.delay(PAUSE))
            .repeat()
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE).doBeforeRetry(this::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  Standing standing() {
    return standing;
  }

  /** For how long a row may have waited to be sealed and signed; it grows while nothing is. */
  Duration lag() {
    return standing.progress().waiting().plus(Duration.between(done, clock.instant()));
  }

  /** Seals what there is and has it signed. */
  Mono<Void> round() {
    return sealAndSign().then(Mono.defer(this::look));
  }

  private Mono<Void> sealAndSign() {
    return sealed().then(Mono.defer(this::sign));
  }

  /** How far it is, whichever process sealed it. */
  private Mono<Void> look() {
    return log.progress().doOnNext(this::done).then();
  }

  private void done(SealedLog.Progress progress) {
    standing = new Standing(progress, "");
    done = clock.instant();
  }

  private Mono<Void> sealed() {
    return log.seal().repeat().takeUntil(rows -> rows == 0).then();
  }

  private Mono<Void> sign() {
    return Mono.defer(this::signMore).repeat().takeUntil(more -> !more).then();
  }

  private Mono<Boolean> signMore() {
    return Mono.zip(signer.signed(), log.progress())
        .flatMap(both -> signFrom(both.getT1(), both.getT2()))
        .defaultIfEmpty(false);
  }

  /** A head that was signed and never arrived is asked for again, with no new hashes. */
  private Mono<Boolean> signFrom(long from, SealedLog.Progress own) {
    if (from == own.size() && from == own.signed()) {
      return Mono.just(false);
    }
    return log.tree(from)
        .zipWith(log.leaves(from, HeadSigner.MOST_LEAVES))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new SignedBefore(
                        "this log has " + own.size() + " records, and " + from + " were signed")))
        .flatMap(known -> sign(known.getT1(), known.getT2()));
  }

  private Mono<Boolean> sign(MerkleTree tree, List<byte[]> leaves) {
    return signer
        .sign(tree.size(), leaves)
        .flatMap(
            jws -> {
              leaves.forEach(tree::append);
              return Head.claimed(jws).filter(head -> head.agrees(tree)).isPresent()
                  ? log.keep(tree, clock.instant(), jws)
                  : Mono.error(
                      new SignedBefore(
                          "of "
                              + tree.size()
                              + " records others were signed than those that stand here"));
            })
        .thenReturn(leaves.size() == HeadSigner.MOST_LEAVES);
  }

  private void report(Retry.RetrySignal signal) {
    standing = new Standing(standing.progress(), signal.failure().toString());
    if (Long.bitCount(signal.totalRetriesInARow() + 1) == 1) {
      LOG.warn("Audit rows wait to be sealed or signed: {}", signal.failure().toString());
    }
  }
}
