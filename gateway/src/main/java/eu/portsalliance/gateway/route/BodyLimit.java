package eu.portsalliance.gateway.route;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** Refuses bodies that are too large; a body of unknown length is counted as it passes. */
final class BodyLimit implements GatewayFilter {

  private final long bytes;
  private final Problem tooLarge;

  BodyLimit(DataSize size) {
    this.bytes = size.toBytes();
    this.tooLarge = tooLarge(size);
  }

  static Problem tooLarge(DataSize size) {
    return Problem.of(
        ProblemType.PAYLOAD_TOO_LARGE,
        "The body may have at most %d bytes; send less at once.".formatted(size.toBytes()));
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    long declared = request.getHeaders().getContentLength();
    if (declared > bytes) {
      return Mono.error(new ProblemException(tooLarge));
    }
    if (declared >= 0 || request.getHeaders().getFirst("Transfer-Encoding") == null) {
      return chain.filter(exchange);
    }
    return chain.filter(exchange.mutate().request(new Counted(request)).build());
  }

  private final class Counted extends ServerHttpRequestDecorator {

    private final AtomicLong seen = new AtomicLong();

    Counted(ServerHttpRequest request) {
      super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody().handle(this::count);
    }

    private void count(DataBuffer part, SynchronousSink<DataBuffer> sink) {
      if (seen.addAndGet(part.readableByteCount()) > bytes) {
        DataBufferUtils.release(part);
        sink.error(new ProblemException(tooLarge));
      } else {
        sink.next(part);
      }
    }
  }
}
