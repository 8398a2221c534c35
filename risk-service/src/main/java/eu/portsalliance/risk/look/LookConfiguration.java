package eu.portsalliance.risk.look;

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
      LookLog looks, Owners owners, TransactionalOperator transaction, JsonMapper json) {
    return new Rounds(
        "Telling of looks",
        PAUSE,
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
  Rounds endOfAllowances(LookLog looks) {
    return new Rounds("The end of allowances", DAILY, Mono.defer(looks::forget));
  }
}
