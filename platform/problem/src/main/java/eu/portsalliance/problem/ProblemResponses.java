package eu.portsalliance.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller does: filters, entry points, unmatched paths. */
public final class ProblemResponses {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProblemResponses() {}

  /**
   * Sends the problem as the whole answer.
   *
   * @return completes when the answer is written; nothing happens if one is already on its way
   */
  public static Mono<Void> write(ServerWebExchange exchange, Problem problem) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.empty();
    }
    response.setStatusCode(HttpStatusCode.valueOf(problem.type().status()));
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.type() == ProblemType.REQUEST_TIMEOUT) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close"); // RFC 9110, section 15.5.9
    }
    byte[] body = JSON.writeValueAsBytes(problem.body());
    response.getHeaders().setContentLength(body.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
