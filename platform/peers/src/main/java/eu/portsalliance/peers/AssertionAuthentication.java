package eu.portsalliance.peers;

import eu.portsalliance.access.Locode;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemResponses;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Authenticates requests that carry an assertion, before their bodies are waited for: a port gets
 * the authority {@code peer}, a service of the same port {@code service}. One that is wrong in any
 * way, or seen before, is refused; one that is absent is left to what follows.
 */
final class AssertionAuthentication implements WebFilter {

  private static final int MOST_BYTES = 1024 * 1024;
  private static final byte[] NO_BODY = new byte[0];

  private final Assertions assertions;
  private final Locode self;
  private final Assertions.Keys keys;
  private final SeenAssertions seen;

  AssertionAuthentication(
      Assertions assertions, Locode self, Assertions.Keys keys, SeenAssertions seen) {
    this.assertions = assertions;
    this.self = self;
    this.keys = keys;
    this.seen = seen;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(Assertions.SCHEME)) {
      return chain.filter(exchange);
    }
    ServerHttpRequest request = exchange.getRequest();
    return assertions
        .verify(header, self, request.getMethod().name(), target(request), keys)
        .map(head -> body(request).flatMap(body -> authenticate(exchange, chain, head, body)))
        .orElseGet(() -> refuseUnread(exchange));
  }

  private Mono<Void> authenticate(
      ServerWebExchange exchange, WebFilterChain chain, Assertions.Unread head, byte[] body) {
    ServerHttpRequest request = exchange.getRequest();
    return Mono.justOrEmpty(head.with(body))
        .filterWhen(seen::remember)
        .map(AssertionAuthentication::authentication)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            proven ->
                proven
                    .map(
                        authentication ->
                            chain
                                .filter(exchange.mutate().request(replay(request, body)).build())
                                .contextWrite(
                                    ReactiveSecurityContextHolder.withAuthentication(
                                        authentication)))
                    .orElseGet(() -> refuse(exchange)));
  }

  /** Nobody waits for the body of a stranger. */
  private static Mono<Void> refuseUnread(ServerWebExchange exchange) {
    if (hasBody(exchange.getRequest())) {
      exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
    return refuse(exchange);
  }

  private static Mono<Void> refuse(ServerWebExchange exchange) {
    return ProblemResponses.write(
        exchange,
        Problem.of(
            ProblemType.INVALID_ASSERTION,
            "Sign a new assertion for this receiver, method, path and body with a key of the"
                + " directory."));
  }

  private static UsernamePasswordAuthenticationToken authentication(Assertions.Verified verified) {
    Peer peer = verified.peer();
    String authority = peer.service().isPresent() ? "service" : "peer";
    return UsernamePasswordAuthenticationToken.authenticated(
        peer, null, List.of(new SimpleGrantedAuthority(authority)));
  }

  private static Mono<byte[]> body(ServerHttpRequest request) {
    if (!hasBody(request)) {
      return Mono.just(NO_BODY);
    }
    return DataBufferUtils.join(request.getBody(), MOST_BYTES)
        .map(AssertionAuthentication::bytes)
        .defaultIfEmpty(NO_BODY);
  }

  private static boolean hasBody(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ServerHttpRequest replay(ServerHttpRequest request, byte[] body) {
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        return body.length == 0
            ? Flux.empty()
            : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
      }
    };
  }

  private static String target(ServerHttpRequest request) {
    String query = request.getURI().getRawQuery();
    return request.getURI().getRawPath() + (query == null ? "" : "?" + query);
  }
}
