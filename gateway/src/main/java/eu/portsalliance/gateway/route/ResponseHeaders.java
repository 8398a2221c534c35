package eu.portsalliance.gateway.route;

import eu.portsalliance.telemetry.Traces;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Headers on the way out: a service sets no cookies on the gateway's origin and says no name. */
@Component
final class ResponseHeaders implements HttpHeadersFilter {

  @Override
  public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
    if (received.containsHeader(Traces.UNTRACED)) {
      Traces.keepSilent(exchange);
    }
    HttpHeaders sent = new HttpHeaders();
    received.forEach(sent::addAll);
    sent.remove(HttpHeaders.SET_COOKIE);
    sent.remove(HttpHeaders.SERVER);
    sent.remove(Traces.UNTRACED);
    return sent;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }
}
