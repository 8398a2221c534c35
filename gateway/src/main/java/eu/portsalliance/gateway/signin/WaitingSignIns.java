package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.outage.Issuer;
import java.net.URI;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** While the issuer is away, whoever begins a sign-in is told that it waits, by the page. */
public final class WaitingSignIns implements WebFilter {

  static final URI WAITING = URI.create("/login?waiting");

  private static final PathPattern START =
      PathPatternParser.defaultInstance.parse("/login/{agency}");

  private final ServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();
  private final Issuer issuer;

  WaitingSignIns(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
    return START.matches(path)
        ? issuer
            .away()
            .flatMap(
                away -> away ? redirect.sendRedirect(exchange, WAITING) : chain.filter(exchange))
        : chain.filter(exchange);
  }
}
