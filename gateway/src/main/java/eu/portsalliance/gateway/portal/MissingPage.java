package eu.portsalliance.gateway.portal;

import eu.portsalliance.gateway.route.Paths;
import eu.portsalliance.problem.ProblemMapping;
import eu.portsalliance.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * An address that is not there: to a person's browser the portal's page, which says so in their
 * language, with the status 404. All other callers get the problem that every failure becomes.
 */
@Component
@Order(-4)
final class MissingPage implements WebExceptionHandler {

  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final List<PathPattern> api =
      Arrays.stream(Paths.api()).map(PathPatternParser.defaultInstance::parse).toList();
  private final byte[] page;

  MissingPage(IndexPage index) {
    this.page = index.html().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()
        || ProblemMapping.of(failure).type() != ProblemType.NOT_FOUND
        || !isForAPerson(exchange.getRequest())) {
      return Mono.error(failure);
    }
    response.setStatusCode(HttpStatus.NOT_FOUND);
    response.getHeaders().setContentType(IndexPage.MEDIA_TYPE);
    response.getHeaders().setContentLength(page.length);
    response.getHeaders().setCacheControl(CacheControl.noCache());
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(page)));
  }

  /** Browsers name HTML when they open an address; scripts and tools take anything. */
  private boolean isForAPerson(ServerHttpRequest request) {
    PathContainer path = request.getPath().pathWithinApplication();
    return READS.contains(request.getMethod())
        && request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT).stream()
            .anyMatch(accept -> accept.contains(MediaType.TEXT_HTML_VALUE))
        && api.stream().noneMatch(pattern -> pattern.matches(path));
  }
}
