package eu.portsalliance.problem;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A body arrives whole within some seconds or is refused: one that drips would hold a connection,
 * here and at the service behind, for as long as its sender likes.
 */
final class BodyDeadline implements HttpHandlerDecoratorFactory {

  private final Duration within;

  BodyDeadline(Duration within) {
    this.within = within;
  }

  @Override
  public HttpHandler apply(HttpHandler handler) {
    return (request, response) ->
        handler.handle(hasBody(request) ? new Timed(request) : request, response);
  }

  private static boolean hasBody(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
  }

  private final class Timed extends ServerHttpRequestDecorator {

    Timed(ServerHttpRequest request) {
      super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody().takeUntilOther(Mono.delay(within).then(Mono.error(this::late)));
    }

    private ProblemException late() {
      return new ProblemException(
          ProblemType.REQUEST_TIMEOUT,
          "The whole body has to arrive within %d s; send it again at once, or less of it."
              .formatted(within.toSeconds()));
    }
  }
}
