package eu.portsalliance.intel.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Work that is asked for often and done one at a time: however often it is triggered while it runs,
 * it runs once more. What fails is logged and left to the next trigger.
 */
public final class Coalesced {

  private static final Logger LOG = LoggerFactory.getLogger(Coalesced.class);

  private final String name;
  private final Mono<?> work;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile boolean stopped;

  public Coalesced(String name, Mono<?> work) {
    this.name = name;
    this.work = work;
  }

  /** Asks for a run that begins after this moment. */
  public void trigger() {
    if (wanted.getAndIncrement() == 0) {
      run();
    }
  }

  /** Begins nothing new. */
  public void stop() {
    stopped = true;
  }

  private void run() {
    int answered = wanted.get();
    if (stopped) {
      return;
    }
    work.onErrorResume(
            failure -> {
              LOG.warn("{} failed and will be tried again: {}", name, failure.toString());
              return Mono.empty();
            })
        .doFinally(
            _ -> {
              if (wanted.addAndGet(-answered) != 0) {
                run();
              }
            })
        .subscribe();
  }
}
