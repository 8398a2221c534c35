package eu.portsalliance.risk.wake;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does something again and again while the process lives; a round that fails does not end it. */
public final class Rounds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final String name;
  private final Duration pause;
  private final Mono<?> round;
  private Disposable running = Disposables.disposed();

  /**
   * @param name for the log
   * @param pause between two rounds
   * @param round what is done, safe to be done by several replicas at once
   */
  public Rounds(String name, Duration pause, Mono<?> round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
  }

  @Override
  public void start() {
    running =
        Flux.interval(pause)
            .onBackpressureDrop()
            .concatMap(_ -> round.then().onErrorResume(this::later))
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
