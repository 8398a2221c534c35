package eu.portsalliance.gateway.route;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An event stream that ends in good order when its session does. */
final class Ending extends ServerHttpResponseDecorator {

  private final Mono<Void> end;

  Ending(ServerHttpResponse response, Mono<Void> end) {
    super(response);
    this.end = end;
  }

  @Override
  public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
    return super.writeAndFlushWith(Flux.from(body).takeUntilOther(end));
  }
}
