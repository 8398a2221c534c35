package eu.portsalliance.gateway.route;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemMapping;
import eu.portsalliance.problem.ProblemResponses;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.problem.Seldom;
import eu.portsalliance.telemetry.Traces;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Every failure leaves as problem+json. Logs name the route, never the path: container numbers
 * stand in paths, and in the traces that the framework hangs on an exception.
 */
@Component
@Order(-3)
final class Failures implements WebExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Problem AWAY =
      Problem.of(
          ProblemType.SERVICE_UNAVAILABLE,
          "The service behind this address does not answer; try again in a few seconds.");

  private final Seldom seldom;

  Failures(Clock clock) {
    this.seldom = new Seldom(clock);
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = failure instanceof IOException ? AWAY : ProblemMapping.of(failure);
    if (problem.type().status() >= 500) {
      tell(routeOf(exchange), failure.getClass().getName());
      if (routeOf(exchange).startsWith("intel")) {
        Traces.keepSilent(exchange); // the exchange did not say whether something may be told
      }
    }
    if (failure instanceof ErrorResponse answer) {
      exchange.getResponse().getHeaders().putAll(answer.getHeaders()); // Allow, with a 405
    }
    if (problem.type() == ProblemType.SERVICE_UNAVAILABLE) {
      exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
    }
    return ProblemResponses.write(exchange, problem);
  }

  private void tell(String route, String failure) {
    seldom
        .due(route + failure)
        .ifPresent(times -> LOG.warn("route {}: {}, {} since last told", route, failure, times));
  }

  private static String routeOf(ServerWebExchange exchange) {
    Object route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return route instanceof Route known ? known.getId() : "none";
  }
}
