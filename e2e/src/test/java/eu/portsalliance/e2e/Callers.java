package eu.portsalliance.e2e;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.MachineClient;
import eu.portsalliance.local.client.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Those who call over HTTP. People come with the token that their gateway would hold, so that they
 * outlive a gateway that is killed.
 */
final class Callers {
  /** What is left of a token's life when another one is taken: longer than any test lasts. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  /** Somebody who reads at each gateway, by port. */
  static final Map<String, String> READERS =
      Map.of(
          "BEANR",
          "be-analyst",
          "NLRTM",
          "nl-analyst",
          "DEHAM",
          "de-analyst",
          AllianceFile.PLANE,
          "nl-coordinator");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
  private static final Map<String, MachineClient> MACHINES = new ConcurrentHashMap<>();

  private Callers() {}

  /** Whoever reads at each port, alerts and the ranking, or at the alliance. */
  static Api reader(String locode) {
    return person(Objects.requireNonNull(READERS.get(locode)), locode);
  }

  /** Somebody at work at a port. */
  static Api person(String username, String locode) {
    return withoutPurpose(username, locode).working("crime-prevention", "E2E-2026/1");
  }

  /** Somebody who has not said for what they work. */
  static Api withoutPurpose(String username, String locode) {
    return Api.bearer(TheAlliance.file().gateway(locode), token(username, locode));
  }

  static Api anonymous(String locode) {
    return Api.bearer(TheAlliance.file().gateway(locode), "");
  }

  static Api machine(String clientId) {
    return client(clientId).api();
  }

  static MachineClient client(String clientId) {
    return MACHINES.computeIfAbsent(clientId, id -> new MachineClient(TheAlliance.file(), id));
  }

  /** The access token of a person at a port, good for some minutes. */
  static String token(String username, String locode) {
    return TOKENS.compute(
        username + " at " + locode,
        (key, held) ->
            held != null && expires(held).isAfter(Instant.now().plus(MARGIN))
                ? held
                : Person.accessToken(TheAlliance.file(), username, locode));
  }

  /** What the token of a person at a port says of them. */
  static JsonNode claims(String username, String locode) {
    return claims(token(username, locode));
  }

  private static Instant expires(String token) {
    return Instant.ofEpochSecond(claims(token).path("exp").asLong());
  }

  private static JsonNode claims(String token) {
    return JSON.readTree(
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
  }
}
