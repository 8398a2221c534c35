package eu.portsalliance.gateway.route;

import eu.portsalliance.telemetry.Traces;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Headers on the way in. What claims to come from a proxy is dropped, since nobody in front of the
 * gateway is trusted to say it; cookies stay here; a session's token is put in.
 */
@Component
final class RequestHeaders implements HttpHeadersFilter, Ordered {

  private static final Set<String> DROPPED =
      Set.of(
          "forwarded",
          "x-real-ip",
          "via",
          "cookie",
          "x-xsrf-token",
          "proxy-connection",
          // a trace begins here: what a stranger says of one is free text
          Traces.HEADER,
          "tracestate",
          "baggage");

  @Override
  public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
    HttpHeaders sent = new HttpHeaders();
    received.forEach(
        (name, values) -> {
          if (!dropped(name.toLowerCase(Locale.ROOT))) {
            sent.addAll(name, values);
          }
        });
    String authorization = Relayed.get(exchange);
    if (authorization != null) {
      sent.set(HttpHeaders.AUTHORIZATION, authorization);
    }
    String trace = Traces.of(exchange);
    if (!trace.isEmpty()) {
      sent.set(Traces.HEADER, trace);
    }
    return sent;
  }

  private static boolean dropped(String name) {
    return DROPPED.contains(name) || name.startsWith("x-forwarded-");
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
