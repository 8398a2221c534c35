package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** Health is there for those who ask; nothing is measured that nobody reads. */
class HealthTest extends GatewayTestBase {

  @Autowired ObjectProvider<ObservationRegistry> observations;

  @Test
  void healthIsToldAndNothingElse() {
    for (String path :
        List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
      assertThat(browser().get(path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path : List.of("/actuator/metrics", "/actuator/prometheus", "/actuator/gateway")) {
      assertThat(browser().get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void noRequestIsObservedAndNoBufferFollowed() {
    assertThat(observations.stream()).isEmpty();
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.DISABLED);
  }
}
