package eu.portsalliance.problem;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * The last handler: every failure leaves as problem+json, no message of ours leaves with a 5xx. The
 * log gets classes and frames alone: paths and messages of exceptions carry container numbers.
 */
final class ProblemExceptionHandler implements WebExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

  private static final int MOST_FRAMES = 12;

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = ProblemMapping.of(failure);
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("{} failed: {}", exchange.getRequest().getMethod(), frames(failure));
    }
    if (failure instanceof ErrorResponse answer) {
      exchange.getResponse().getHeaders().putAll(answer.getHeaders()); // Allow, with a 405
    }
    return ProblemResponses.write(exchange, problem);
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
