package eu.portsalliance.audit;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Records that somebody known was refused: what they tried and the kind of reason, nothing of what
 * they sent. The refusal leaves after its record is committed, like every other answer.
 */
final class Refusals implements WebFilter, Ordered {

  private static final Map<Integer, String> REASONS =
      Map.of(403, "forbidden", 404, "not found", 409, "conflict");

  /** Ids of this system; a number that somebody guessed or a name must not stand in the record. */
  private static final Pattern ID = Pattern.compile("[a-z][a-z-]{2,40}--[0-9a-f-]{36}");

  private final AuditTrail trail;

  Refusals(AuditTrail trail) {
    this.trail = trail;
  }

  /** After the caller is known. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange
        .getPrincipal()
        .ofType(Authentication.class)
        .doOnNext(authentication -> watch(authentication, exchange))
        .then(Mono.defer(() -> chain.filter(exchange)));
  }

  private void watch(Authentication authentication, ServerWebExchange exchange) {
    if (authentication.getPrincipal() instanceof Caller caller) {
      exchange.getResponse().beforeCommit(() -> record(caller, exchange));
    }
  }

  private Mono<Void> record(Caller caller, ServerWebExchange exchange) {
    return Mono.justOrEmpty(exchange.getResponse().getStatusCode())
        .map(HttpStatusCode::value)
        .mapNotNull(REASONS::get)
        .flatMap(reason -> trail.recordReading(entry(caller, exchange, reason)));
  }

  private AuditEntry entry(Caller caller, ServerWebExchange exchange, String reason) {
    HttpMethod method = exchange.getRequest().getMethod();
    Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return new AuditEntry(
        HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)
            ? AuditEntry.Act.CONSULTATION
            : AuditEntry.Act.ALTERATION,
        caller.actor(),
        caller.organisation(),
        caller.standingWork().or(() -> work(exchange.getRequest().getHeaders())),
        "refused, " + reason + ": " + method.name() + " " + (pattern == null ? "?" : pattern),
        ids(exchange),
        Optional.empty());
  }

  private static Optional<Work> work(HttpHeaders headers) {
    String purpose = headers.getFirst("X-Purpose");
    String caseNumber = headers.getFirst("X-Case");
    try {
      return purpose == null || caseNumber == null
          ? Optional.empty()
          : Optional.of(new Work(Work.Purpose.of(purpose), caseNumber));
    } catch (IllegalArgumentException notStated) {
      return Optional.empty();
    }
  }

  /** What is not here for the caller may be somewhere else: its id does not come here this way. */
  private List<String> ids(ServerWebExchange exchange) {
    boolean here = !HttpStatus.NOT_FOUND.equals(exchange.getResponse().getStatusCode());
    Map<String, String> variables =
        exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
    return variables.values().stream()
        .filter(ID.asMatchPredicate())
        .map(id -> here ? id : trail.hash(id))
        .sorted()
        .toList();
  }
}
