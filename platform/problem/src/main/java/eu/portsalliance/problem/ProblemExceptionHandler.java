package eu.portsalliance.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The last handler: every failure leaves as problem+json, no message of ours leaves with a 5xx. */
final class ProblemExceptionHandler implements WebExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = ProblemMapping.of(failure);
    if (problem.type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("{} failed", exchange.getRequest().getMethod(), failure);
    }
    return ProblemResponses.write(exchange, problem);
  }
}
