package eu.portsalliance.gateway.valkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Where the store is, is checked before the gateway starts. */
class ValkeyPropertiesTest {

  @Test
  void theDefaultsArePinnedAndThePasswordIsNotWritten() {
    starting("host=valkey", "password=s3cret")
        .run(
            context -> {
              ValkeyProperties properties = context.getBean(ValkeyProperties.class);
              assertThat(properties.port()).isEqualTo(6379);
              assertThat(properties.ssl().enabled()).isFalse();
              assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(1));
              assertThat(properties.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void whatIsMissingOrUnknownStopsTheStartWithASentence() {
    assertThat(refusal("port=6379"))
        .isEqualTo(
            "spring.data.redis.host is missing; say where Valkey listens, or set"
                + " alliance.gateway.sessions to memory.");
    assertThat(refusal("host=valkey", "timeout=0s"))
        .isEqualTo("spring.data.redis.timeout has to be positive.");
    assertThat(refusal("host=valkey", "cluster.nodes=a,b"))
        .contains("[spring.data.redis.cluster.nodes] were left unbound");
  }

  private static @Nullable String refusal(String... settings) {
    String[] said = new String[1];
    starting(settings)
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              while (failure != null && failure.getCause() != null) {
                failure = failure.getCause();
              }
              said[0] = failure == null ? "none" : String.valueOf(failure.getMessage());
            });
    return said[0];
  }

  private static ApplicationContextRunner starting(String... settings) {
    ApplicationContextRunner runner =
        new ApplicationContextRunner().withUserConfiguration(Bound.class);
    for (String setting : settings) {
      runner = runner.withPropertyValues("spring.data.redis." + setting);
    }
    return runner;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ValkeyProperties.class)
  static class Bound {}
}
