package eu.portsalliance.risk.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AlertFeedBackOffTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(AlertFeed.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(said);
  }

  @Test
  void anOutageIsSaidOnceAndTheNextOneAgain() {
    AtomicInteger tries = new AtomicInteger();
    StepVerifier.withVirtualTime(
            () ->
                Flux.defer(
                        () ->
                            tries.incrementAndGet() == 5
                                // it answers, and is away again
                                ? Flux.just("hint").concatWith(away())
                                : tries.get() < 9 ? away() : Mono.just("another"))
                    .retryWhen(AlertFeed.backOff("hint stream")))
        .thenAwait(Duration.ofMinutes(5))
        .expectNext("hint", "another")
        .verifyComplete();
    assertThat(said.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO)))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Trying the hint stream again: java.lang.IllegalStateException: away",
            "Trying the hint stream again: java.lang.IllegalStateException: away");
  }

  private static Mono<String> away() {
    return Mono.error(new IllegalStateException("away"));
  }
}
