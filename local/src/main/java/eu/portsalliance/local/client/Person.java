package eu.portsalliance.local.client;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a session at one gateway, as their browser would hold it. */
public final class Person {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String gateway;
  private final Browser browser;
  private final JsonNode session;

  private Person(String gateway, Browser browser, JsonNode session) {
    this.gateway = gateway;
    this.browser = browser;
    this.session = session;
  }

  /** Signs in at the gateway of a port, or of the alliance, through the person's own agency. */
  public static Person signIn(AllianceFile file, String username, String locode) {
    String gateway = file.gateway(locode);
    AllianceFile.User user = file.user(username);
    Browser browser = new Browser(user);
    URI home = URI.create(gateway + "/");
    browser.signIn(
        URI.create(gateway + "/login/" + user.agency()),
        place -> place.getAuthority().equals(home.getAuthority()) && place.getPath().equals("/"));
    HttpResponse<String> answer = browser.open(URI.create(gateway + "/api/session"));
    JsonNode session = JSON.readTree(answer.body());
    if (!session.path("authenticated").asBoolean()) {
      throw new IllegalStateException(
          username + " has no session at " + gateway + " after signing in: " + answer.body());
    }
    return new Person(gateway, browser, session);
  }

  /** What the gateway says about the session: name, organisation, roles. */
  public JsonNode session() {
    return session;
  }

  /** Calls with the session's cookie, and with the CSRF header where something is written. */
  public Api api() {
    return new Api(
        gateway,
        new Api.Credentials() {
          @Override
          public Map<String, String> headers(String method) {
            return cookieHeaders(method);
          }

          @Override
          public void answered(HttpResponse<?> response) {
            browser.cookies().take(response);
          }
        },
        Map.of());
  }

  private Map<String, String> cookieHeaders(String method) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", browser.cookies().header("/api/"));
    if (!method.equals("GET")) {
      String name = session.path("csrf").path("header").asString();
      String cookie = session.path("csrf").path("cookie").asString();
      browser.cookies().value(cookie).ifPresent(value -> headers.put(name, value));
    }
    return headers;
  }

  /**
   * The access token that a gateway would hold for this person: the same code flow (RFC 6749 with
   * PKCE, RFC 7636) with the gateway's own secret, which only the owner of this machine's alliance
   * has. Browsers never see it.
   */
  public static String accessToken(AllianceFile file, String username, String locode) {
    AllianceFile.User user = file.user(username);
    String redirect = file.gateway(locode) + "/login/oauth2/code/alliance";
    String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    String client = "portal-" + locode.toLowerCase(Locale.ROOT);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", redirect);
    query.put("scope", "openid");
    query.put("state", UUID.randomUUID().toString());
    query.put("kc_idp_hint", user.agency());
    query.put("code_challenge_method", "S256");
    query.put("code_challenge", challenge(verifier));
    URI back =
        new Browser(user)
            .signIn(
                URI.create(
                    file.issuer() + "/protocol/openid-connect/auth?" + MachineClient.encode(query)),
                place -> place.toString().startsWith(redirect));
    return MachineClient.ask(
            file.tokenEndpoint(),
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                parameter(back, "code"),
                "redirect_uri",
                redirect,
                "client_id",
                client,
                "client_secret",
                file.portalSecret(locode),
                "code_verifier",
                verifier))
        .path("access_token")
        .asString();
  }

  private static String parameter(URI address, String name) {
    Map<String, String> parameters =
        Arrays.stream(String.valueOf(address.getRawQuery()).split("&", -1))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " came back: " + address);
    }
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
