package eu.portsalliance.gateway.route;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Of assertions, lets those of ports pass on the peers' routes and no other
 * (docs/protocol/peer-v1.md). The services of this port make assertions too ({@code
 * NLRTM/risk-service}), but they call each other directly: one that comes from outside was stolen
 * or forged. Signature, time and binding are for the service to check; it reads the issuer in the
 * same way.
 */
final class PortsOnly implements GatewayFilter {

  private static final String SCHEME = "Peer ";
  private static final Pattern PORT = Pattern.compile("[A-Z]{2}[A-Z2-9]{3}");
  private static final Problem REFUSED =
      Problem.of(
          ProblemType.INVALID_ASSERTION,
          "Send an assertion that a port of the directory has signed for this request.");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    List<String> proofs = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    boolean asserted = proofs.stream().anyMatch(proof -> proof.startsWith(SCHEME));
    return asserted && (proofs.size() > 1 || !isOfAPort(proofs.getFirst()))
        ? Mono.error(new ProblemException(REFUSED))
        : chain.filter(exchange);
  }

  private static boolean isOfAPort(String proof) {
    try {
      Map<String, Object> payload =
          JWSObject.parse(proof.substring(SCHEME.length())).getPayload().toJSONObject();
      String issuer = payload == null ? null : JWTClaimsSet.parse(payload).getIssuer();
      return issuer != null && PORT.matcher(issuer).matches();
    } catch (ParseException malformed) {
      return false;
    }
  }
}
