package eu.portsalliance.intel.attachment;

import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Bounds how many whole files are in memory at once, on their way in. */
@Component
class InHand {

  private static final int MOST = 3;

  private final Semaphore free = new Semaphore(MOST);

  /** Does something with one file in hand, or asks to come back. */
  <T> Mono<T> one(Mono<T> act) {
    return Mono.defer(
        () ->
            free.tryAcquire()
                ? act.doFinally(_ -> free.release())
                : Mono.error(
                    new ProblemException(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Other attachments are on their way: try again in a few seconds.")));
  }
}
