package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends as a client does that must not lose anything: the same request under the same key until it
 * is acknowledged.
 */
final class Insistence {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Insistence() {}

  /** The answer that acknowledges it. */
  static Answer post(Api caller, String path, Object body) {
    String key = UUID.randomUUID().toString();
    AtomicReference<Answer> acknowledged = new AtomicReference<>();
    Waiting.until(
        () -> {
          attempt(caller, path, body, key).ifPresent(acknowledged::set);
          return acknowledged.get() != null;
        },
        PATIENCE);
    return acknowledged.get();
  }

  /** Empty while a process is away; anything else that is no success ends the test. */
  private static Optional<Answer> attempt(Api caller, String path, Object body, String key) {
    try {
      Answer answer = caller.post(path, body, key);
      if (answer.status() < 300) {
        return Optional.of(answer);
      }
      isAway(answer);
    } catch (UncheckedIOException e) {
      // the gateway itself is away
    }
    return Optional.empty();
  }

  /** What people and programs are told while the part behind an address is away. */
  static void isAway(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("service-unavailable");
    assertThat(answer.json().path("detail").asString()).as("%s", answer).contains("try again");
    assertThat(answer.header("Retry-After")).as("%s", answer).isNotEmpty();
  }
}
