package eu.portsalliance.gateway.route;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the small body of a request without a token whole before a service is called: a stranger who
 * drips holds their own connection and none of those behind.
 */
final class WholeBody implements GatewayFilter {

  private static final byte[] NONE = new byte[0];

  private final int bytes;
  private final Problem tooLarge;

  WholeBody(DataSize size) {
    this.bytes = (int) size.toBytes();
    this.tooLarge = BodyLimit.tooLarge(size);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    HttpHeaders headers = request.getHeaders();
    if (headers.getContentLength() > bytes) {
      return Mono.error(new ProblemException(tooLarge));
    }
    if (headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return chain.filter(exchange);
    }
    return DataBufferUtils.join(request.getBody(), bytes)
        .onErrorMap(DataBufferLimitException.class, _ -> new ProblemException(tooLarge))
        .map(WholeBody::read)
        .defaultIfEmpty(NONE)
        .flatMap(body -> chain.filter(exchange.mutate().request(new Whole(request, body)).build()));
  }

  private static byte[] read(DataBuffer buffer) {
    byte[] read = new byte[buffer.readableByteCount()];
    buffer.read(read);
    DataBufferUtils.release(buffer);
    return read;
  }

  private static final class Whole extends ServerHttpRequestDecorator {

    private final byte[] body;

    Whole(ServerHttpRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return body.length == 0
          ? Flux.empty()
          : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
    }
  }
}
