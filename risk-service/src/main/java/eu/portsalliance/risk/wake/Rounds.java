package eu.portsalliance.risk.wake;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does something again and again, in one process of the service at a time; a round that fails does
 * not end it.
 */
public final class Rounds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final String name;
  private final Duration pause;
  private final Mono<?> round;
  private final Lease lease;
  private Disposable running = Disposables.disposed();

  /**
   * @param name for the log
   * @param pause between two rounds
   * @param round what is done; what it writes it writes in transactions
   */
  public Rounds(String name, Duration pause, Leases leases, Mono<?> round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
    this.lease = leases.lease("clocks");
  }

  @Override
  public void start() {
    running =
        Flux.interval(pause)
            .onBackpressureDrop()
            .concatMap(_ -> lease.guard(round.then()).onErrorResume(this::later))
            .subscribe();
  }

  @Override
  public void stop() {
    running.dispose();
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  private Mono<Void> later(Throwable failure) {
    LOG.warn("{} did not run and will again: {}", name, failure.toString());
    return Mono.empty();
  }
}
