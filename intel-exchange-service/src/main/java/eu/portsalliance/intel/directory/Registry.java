package eu.portsalliance.intel.directory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.IntelProperties;
import eu.portsalliance.peers.PortKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The port-registry-service as a client sees it: the directory, and the enrolment of our key. */
@Component
class Registry {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final MediaType JOSE = MediaType.valueOf("application/jose");
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final WebClient client;
  private final IntelProperties properties;
  private final PortKey key;
  private final Locode self;
  private final Clock clock;
  private final JsonMapper json;
  private volatile @Nullable String entityTag;

  Registry(
      IntelProperties properties, PortKey signingKey, Locode self, Clock clock, JsonMapper json) {
    this.client =
        WebClient.builder()
            .baseUrl(properties.registry().toString().replaceAll("/$", ""))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
            .build();
    this.properties = properties;
    this.key = signingKey;
    this.self = self;
    this.clock = clock;
    this.json = json;
  }

  /** What the registry answered when it was asked for the directory. */
  sealed interface Answer {
    record Document(String jws) implements Answer {}

    record Unchanged() implements Answer {}
  }

  /** Asks for the directory; an error when the registry does not answer as it should. */
  Mono<Answer> directory(boolean held) {
    String tag = held ? entityTag : null;
    return client
        .get()
        .uri("/api/registry/directory")
        .accept(JOSE)
        .headers(headers -> ifNoneMatch(headers, tag))
        .exchangeToMono(this::answer)
        .timeout(PATIENCE);
  }

  /** Proves possession of the port's key; emits the directory that has it. */
  Mono<String> enrol() {
    return client
        .post()
        .uri("/api/registry/enrolments")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType(JOSE)
        .accept(JOSE, MediaType.APPLICATION_PROBLEM_JSON)
        .bodyValue(enrolment())
        .retrieve()
        .bodyToMono(String.class)
        .timeout(PATIENCE);
  }

  private Mono<Answer> answer(ClientResponse response) {
    if (response.statusCode().isSameCodeAs(HttpStatus.NOT_MODIFIED)) {
      return response.releaseBody().thenReturn(new Answer.Unchanged());
    }
    if (!response.statusCode().isSameCodeAs(HttpStatus.OK)) {
      return response.createError();
    }
    String tag = response.headers().asHttpHeaders().getETag();
    return response
        .bodyToMono(String.class)
        .doOnNext(_ -> entityTag = tag)
        .map(body -> new Answer.Document(body.strip()));
  }

  private String enrolment() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("port", self.value());
    claims.put("address", properties.address().toString());
    claims.put("aud", "port-registry");
    claims.put("iat", clock.instant().getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType("enrolment+jws"))
            .keyID(key.thumbprint())
            .jwk(key.jwk().toPublicJWK())
            .build();
    JWSObject jws = new JWSObject(header, new Payload(json.writeValueAsBytes(claims)));
    try {
      jws.sign(new ECDSASigner(key.jwk()));
    } catch (JOSEException failure) {
      throw new IllegalStateException("the port's key cannot sign", failure);
    }
    return jws.serialize();
  }

  private static void ifNoneMatch(HttpHeaders headers, @Nullable String tag) {
    if (tag != null) {
      headers.setIfNoneMatch(tag);
    }
  }
}
