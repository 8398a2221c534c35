package eu.portsalliance.risk.chance;

import reactor.core.publisher.Mono;

/** Who rings the duty desks of this port, and knows which of them may hear of which alert. */
public interface Desks {
  /** Hands over a batch, {@code {"chances": [...]}}; the same one again changes nothing. */
  Mono<Void> ring(byte[] batch);
}
