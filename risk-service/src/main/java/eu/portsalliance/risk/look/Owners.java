package eu.portsalliance.risk.look;

import reactor.core.publisher.Mono;

/** Who brings word of looks to those whose alerts stand on the boxes. */
public interface Owners {
  /** Hands over a batch, {@code {"looks": [...]}}; the same one again changes nothing. */
  Mono<Void> tell(byte[] batch);
}
