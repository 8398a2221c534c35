package eu.portsalliance.peers;

import eu.portsalliance.access.Locode;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Adds an assertion to each request of a {@code WebClient}. A request with a body gives its exact
 * bytes as the attribute {@link #BODY} too, since the assertion is bound to them.
 */
public final class AssertionClientFilter implements ExchangeFilterFunction {

  /** Name of the request attribute that holds the body as {@code byte[]}. */
  public static final String BODY = AssertionClientFilter.class.getName() + ".body";

  private final Assertions assertions;
  private final Peer self;
  private final PortKey key;
  private final Locode receiver;

  public AssertionClientFilter(Assertions assertions, Peer self, PortKey key, Locode receiver) {
    this.assertions = assertions;
    this.self = self;
    this.key = key;
    this.receiver = receiver;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    byte[] body = (byte[]) request.attribute(BODY).orElseGet(() -> new byte[0]);
    URI uri = request.url();
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    var bound = new Assertions.Request(receiver, request.method().name(), target, body);
    return next.exchange(
        ClientRequest.from(request)
            .header(HttpHeaders.AUTHORIZATION, assertions.header(self, key, bound))
            .build());
  }
}
