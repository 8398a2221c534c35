package eu.portsalliance.gateway;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What the gateway is told, as it is now. The ports and agencies shown and the limits may change
 * while it runs; everything else is as it was at the start.
 */
@Component
public final class Live {

  /** What may change has changed. */
  public record Changed(GatewayProperties now) {}

  private final AtomicReference<GatewayProperties> now;
  private final ApplicationEventPublisher events;

  Live(GatewayProperties atStart, ApplicationEventPublisher events) {
    this.now = new AtomicReference<>(atStart);
    this.events = events;
  }

  public GatewayProperties now() {
    return now.get();
  }

  /** Takes what may change from the next ones. */
  public void take(GatewayProperties next) {
    events.publishEvent(new Changed(now.updateAndGet(current -> current.withLiveOf(next))));
  }
}
