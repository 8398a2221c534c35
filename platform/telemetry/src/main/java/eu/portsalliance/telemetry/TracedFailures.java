package eu.portsalliance.telemetry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * A failure reaches its handlers outside of {@link TracedRequests}: they are asked from here, so
 * that what they log of a request that failed has its trace too.
 */
final class TracedFailures implements WebExceptionHandler, Ordered {

  private final ObjectProvider<WebExceptionHandler> handlers;

  TracedFailures(ObjectProvider<WebExceptionHandler> handlers) {
    this.handlers = handlers;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    Mono<Void> failed = Mono.error(failure);
    if (exchange.getAttribute(Traces.KEY) instanceof Trace trace) {
      return handlers
          .orderedStream()
          .filter(handler -> handler != this)
          .reduce(
              failed,
              (answer, handler) -> answer.onErrorResume(next -> handler.handle(exchange, next)),
              (answer, _) -> answer)
          .contextWrite(context -> context.put(Traces.KEY, trace));
    }
    return failed;
  }
}
