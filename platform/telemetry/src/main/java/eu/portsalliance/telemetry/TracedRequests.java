package eu.portsalliance.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * One span for each request, named by its route, with method, route and status: what a path, a
 * query, a header or a body says stands nowhere in it. It ends when the answer begins, so that a
 * stream has one too.
 */
final class TracedRequests implements WebFilter, Ordered {

  private static final String METHOD = "http.request.method";
  private static final String ROUTE = "http.route";
  private static final String STATUS = "http.response.status_code";

  /** A caller may write anything as a method. */
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

  private final Traces traces;
  private final RouteNames routes;
  private final boolean boundary;

  TracedRequests(Traces traces, RouteNames routes, boolean boundary) {
    this.traces = traces;
    this.routes = routes;
    this.boundary = boundary;
  }

  /** Before the first filter that could refuse. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getRequest().getURI().getRawPath().startsWith("/actuator")) {
      return chain.filter(exchange);
    }
    Trace trace = new Trace(started(exchange));
    exchange.getAttributes().put(Traces.KEY, trace);
    exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> answered(trace, exchange)));
    return chain
        .filter(exchange)
        .doFinally(_ -> trace.end(() -> {}))
        .contextWrite(context -> context.put(Traces.KEY, trace));
  }

  private Span started(ServerWebExchange exchange) {
    String method = method(exchange);
    SpanBuilder span =
        traces
            .tracer()
            .spanBuilder(method)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, method);
    SpanContext caller = Traces.parsed(exchange.getRequest().getHeaders().getFirst(Traces.HEADER));
    if (boundary) {
      span.setNoParent();
      return (caller.isValid() ? span.addLink(caller) : span).startSpan();
    }
    return span.setParent(Context.root().with(Span.wrap(caller))).startSpan();
  }

  private void answered(Trace trace, ServerWebExchange exchange) {
    if (trace.silent() && !boundary) {
      exchange.getResponse().getHeaders().set(Traces.UNTRACED, "1");
    }
    trace.end(
        () -> {
          Span span = trace.span();
          routes
              .of(exchange)
              .ifPresent(
                  route -> {
                    span.updateName(method(exchange) + " " + route);
                    span.setAttribute(ROUTE, route);
                  });
          HttpStatusCode status = exchange.getResponse().getStatusCode();
          int code = status == null ? 200 : status.value();
          span.setAttribute(STATUS, (long) code);
          if (code >= 500) {
            span.setStatus(StatusCode.ERROR);
          }
        });
  }

  private static String method(ServerWebExchange exchange) {
    HttpMethod method = exchange.getRequest().getMethod();
    return METHODS.contains(method) ? method.name() : "_OTHER";
  }
}
