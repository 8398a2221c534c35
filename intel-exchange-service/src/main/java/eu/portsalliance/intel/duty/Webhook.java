package eu.portsalliance.intel.duty;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts to a webhook. The header {@code X-Alliance-Signature: t=<seconds>,v1=<hex>} holds an
 * HMAC-SHA-256 over {@code <seconds>.<body>}, so that a receiver can tell who sent it and when.
 */
@Component
class Webhook {

  static final String SIGNATURE = "X-Alliance-Signature";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final @Nullable SecretKeySpec secret;
  private final WebClient http;
  private final JsonMapper json;
  private final Clock clock;

  Webhook(DutyProperties properties, JsonMapper json, Clock clock) {
    String encoded = properties.webhookSecret();
    this.secret =
        encoded == null
            ? null
            : new SecretKeySpec(Base64.getDecoder().decode(encoded), "HmacSHA256");
    this.http = WebClient.create();
    this.json = json;
    this.clock = clock;
  }

  /** Whether there is a secret to sign with. */
  boolean configured() {
    return secret != null;
  }

  /** Completes when the receiver has answered 2xx; it is not followed elsewhere. */
  Mono<Void> post(URI to, Object body) {
    byte[] bytes = json.writeValueAsBytes(body);
    return http.post()
        .uri(to)
        .contentType(MediaType.APPLICATION_JSON)
        .header(SIGNATURE, signature(clock.instant().getEpochSecond(), bytes))
        .bodyValue(bytes)
        .exchangeToMono(
            response ->
                response.statusCode().is2xxSuccessful()
                    ? response.releaseBody()
                    : response.<Void>createError())
        .timeout(PATIENCE);
  }

  String signature(long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
