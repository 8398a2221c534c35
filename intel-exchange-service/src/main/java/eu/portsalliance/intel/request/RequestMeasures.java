package eu.portsalliance.intel.request;

import eu.portsalliance.telemetry.PolledGauge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What alert rules ask about the clocks of requests (docs/operations/telemetry.md). */
@Configuration(proxyBeanMethods = false)
class RequestMeasures {

  @Bean
  PolledGauge clocksRunOutGauge(Requests requests) {
    return new PolledGauge(
        "alliance.clocks.run.out", "requests whose time ran out unanswered", requests.runOut());
  }
}
