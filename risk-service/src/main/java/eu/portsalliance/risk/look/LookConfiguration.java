package eu.portsalliance.risk.look;

import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.risk.wake.Rounds;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Tells of looks behind everybody's back, at a pace that no answer shows. */
@Configuration(proxyBeanMethods = false)
class LookConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration DAILY = Duration.ofMinutes(10);
  private static final int AT_ONCE = 50;

  @Bean
  Rounds tripwire(
      LookLog looks,
      Owners owners,
      TransactionalOperator transaction,
      Leases leases,
      JsonMapper json) {
    return new Rounds(
        "Telling of looks",
        PAUSE,
        leases,
        looks
            .waiting(AT_ONCE)
            .filter(waiting -> !waiting.isEmpty())
            .flatMap(
                waiting ->
                    owners
                        .tell(json.writeValueAsBytes(Map.of("looks", waiting)))
                        .then(Mono.defer(() -> looks.told(waiting))))
            .as(transaction::transactional));
  }

  @Bean
  Rounds endOfAllowances(LookLog looks, TransactionalOperator transaction, Leases leases) {
    return new Rounds(
        "The end of allowances",
        DAILY,
        leases,
        Mono.defer(looks::forget).as(transaction::transactional));
  }
}
