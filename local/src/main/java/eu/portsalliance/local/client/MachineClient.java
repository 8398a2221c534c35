package eu.portsalliance.local.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that signs in as itself (RFC 6749, section 4.4); its token is kept until shortly before
 * it expires.
 */
public final class MachineClient {
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AllianceFile file;
  private final String clientId;
  private String token = "";
  private long usableUntil;

  public MachineClient(AllianceFile file, String clientId) {
    this.file = file;
    this.clientId = clientId;
  }

  /** Calls to the gateway of the client's own port. */
  public Api api() {
    return new Api(
        file.gateway(file.client(clientId).port()),
        method -> Map.of("Authorization", "Bearer " + token()),
        Map.of());
  }

  /** A usable access token. */
  public synchronized String token() {
    if (System.nanoTime() - usableUntil >= 0 || token.isEmpty()) {
      JsonNode answer =
          ask(
              file.tokenEndpoint(),
              Map.of(
                  "grant_type",
                  "client_credentials",
                  "client_id",
                  clientId,
                  "client_secret",
                  file.client(clientId).secret()));
      token = answer.path("access_token").asString();
      Duration life = Duration.ofSeconds(answer.path("expires_in").asLong()).minus(EARLY);
      usableUntil = System.nanoTime() + life.toNanos();
    }
    return token;
  }

  /** One request to a token endpoint; anything but a token is an exception that says what came. */
  static JsonNode ask(String endpoint, Map<String, String> form) {
    HttpResponse<String> response =
        Api.exchange(
            HttpRequest.newBuilder(URI.create(endpoint))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "no token from " + endpoint + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
