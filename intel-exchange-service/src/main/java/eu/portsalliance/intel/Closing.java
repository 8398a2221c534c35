package eu.portsalliance.intel;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Says that the process is going down, so that open streams end and do not hold it up. */
@Component
public class Closing {

  private final Sinks.One<Long> begun = Sinks.one();

  Closing() {}

  /** Emits once, when the shutdown begins; also to those who ask later. */
  public Mono<Long> begun() {
    return begun.asMono();
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    begun.tryEmitValue(0L);
  }
}
