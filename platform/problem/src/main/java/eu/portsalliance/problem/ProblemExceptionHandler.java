package eu.portsalliance.problem;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * The last handler: every failure leaves as problem+json, no message of ours leaves with a 5xx. The
 * log gets classes and frames alone: paths and messages of exceptions carry container numbers. What
 * repeats is told once in a while, and a caller who went away not at all.
 */
final class ProblemExceptionHandler implements WebExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

  private static final int MOST_FRAMES = 12;

  private final Seldom seldom = new Seldom(InstantSource.system());

  /** What is done before an answer leaves may fail too: the second answer is without it. */
  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    return answer(exchange, failure).onErrorResume(next -> answer(exchange, next));
  }

  private Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = ProblemMapping.of(failure);
    if (problem.type() == ProblemType.INTERNAL_ERROR
        && !DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      tell(exchange, failure);
    }
    if (failure instanceof ErrorResponse answer) {
      exchange.getResponse().getHeaders().putAll(answer.getHeaders()); // Allow, with a 405
    }
    return ProblemResponses.write(exchange, problem);
  }

  private void tell(ServerWebExchange exchange, Throwable failure) {
    String frames = frames(failure);
    seldom
        .due(frames.lines().limit(2).collect(Collectors.joining()))
        .ifPresent(
            times ->
                LOG.error(
                    "{} failed, {} since last told: {}",
                    exchange.getRequest().getMethod(),
                    times,
                    frames));
  }

  private static String frames(Throwable failure) {
    StringBuilder log = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      log.append(log.isEmpty() ? "" : " <- ").append(cause.getClass().getName());
      Arrays.stream(cause.getStackTrace())
          .limit(MOST_FRAMES)
          .forEach(frame -> log.append("\n  at ").append(frame));
    }
    return log.toString();
  }
}
