package eu.portsalliance.access;

import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives controllers the {@link Work} and the {@link IdempotencyKey} of a request, or refuses it.
 */
final class RequestArguments implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Work.class
        || parameter.getParameterType() == IdempotencyKey.class;
  }

  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
    if (parameter.getParameterType() == IdempotencyKey.class) {
      return Mono.fromCallable(() -> key(exchange));
    }
    return exchange
        .getPrincipal()
        .mapNotNull(RequestArguments::standing)
        .switchIfEmpty(Mono.fromCallable(() -> work(exchange)))
        .cast(Object.class);
  }

  private static @Nullable Work standing(Object principal) {
    return principal instanceof Authentication authentication
            && authentication.getPrincipal() instanceof Caller caller
        ? caller.standingWork().orElse(null)
        : null;
  }

  private static Work work(ServerWebExchange exchange) {
    String purpose = exchange.getRequest().getHeaders().getFirst("X-Purpose");
    String caseNumber = exchange.getRequest().getHeaders().getFirst("X-Case");
    if (purpose == null || caseNumber == null) {
      throw refused(
          ProblemType.PURPOSE_REQUIRED,
          purpose == null ? "X-Purpose" : "X-Case",
          "Say once for a piece of work what it is for and on which case.");
    }
    try {
      return new Work(Work.Purpose.of(purpose), caseNumber);
    } catch (IllegalArgumentException notKnown) {
      throw refused(
          ProblemType.PURPOSE_REQUIRED,
          notKnown.getMessage() != null && notKnown.getMessage().startsWith("no such")
              ? "X-Purpose"
              : "X-Case",
          "Give a purpose of the list and a case of 1 to 64 plain characters.");
    }
  }

  private static IdempotencyKey key(ServerWebExchange exchange) {
    String value = exchange.getRequest().getHeaders().getFirst("Idempotency-Key");
    try {
      return new IdempotencyKey(value == null ? "" : value);
    } catch (IllegalArgumentException malformed) {
      throw refused(
          ProblemType.IDEMPOTENCY_KEY_REQUIRED,
          "Idempotency-Key",
          "Send a key of your own making, the same when you try again; for example a UUID.");
    }
  }

  private static ProblemException refused(ProblemType type, String header, String detail) {
    return new ProblemException(
        new Problem(type, detail, List.of(new FieldError(header, "is missing or not valid"))));
  }
}
