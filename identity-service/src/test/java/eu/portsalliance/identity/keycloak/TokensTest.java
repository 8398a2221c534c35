package eu.portsalliance.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real sign-ins through agencies, and the tokens that come of them. */
class TokensTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String VERIFIER = "a-code-verifier-of-at-least-forty-three-characters";

  private static Realm realm;

  @BeforeAll
  static void agenciesAndAlliance() {
    realm = new Realm();
    Agencies agencies = new Agencies(realm.keycloak, realm.base, realm.state);
    agencies.belgianPolice();
    agencies.germanCustoms();
    assertThat(realm.match().failure()).isEmpty();
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  @Test
  void a_person_with_roles_at_two_ports_gets_a_token_for_the_port_of_the_gateway_alone() {
    JsonNode rotterdam = signIn("nlrtm", "8101", "be-federal-police", "be-liaison");
    JsonNode antwerp = signIn("beanr", "8102", "be-federal-police", "be-liaison");

    assertThat(audience(rotterdam)).isEqualTo("[\"port-nlrtm\"]");
    assertThat(rotterdam.get("resource_access"))
        .isEqualTo(JSON.readTree("{\"port-nlrtm\": {\"roles\": [\"intel-reader\"]}}"));
    assertThat(audience(antwerp)).isEqualTo("[\"port-beanr\"]");
    assertThat(antwerp.get("resource_access"))
        .isEqualTo(JSON.readTree("{\"port-beanr\": {\"roles\": [\"intel-officer\"]}}"));
    assertThat(rotterdam.get("person").asString())
        .isEqualTo("be-federal-police:5b0c9a52-0f7f-4c3b-8f3e-000000000003");
    assertThat(rotterdam.get("organization")).isEqualTo(JSON.readTree("[\"be-federal-police\"]"));
    assertThat(rotterdam.get("preferred_username").asString()).isEqualTo("be-liaison");
    assertThat(rotterdam.get("name").asString())
        .isEqualTo("Liaison officer, Belgian federal police");
    assertThat(rotterdam.get("azp").asString()).isEqualTo("portal-nlrtm");
    assertThat(rotterdam.has("sub")).isTrue();
    assertThat(rotterdam.get("exp").asLong() - rotterdam.get("iat").asLong()).isEqualTo(300);
    assertThat(rotterdam.has("realm_access")).isFalse();
  }

  @Test
  void an_agency_that_speaks_saml_signs_its_people_in_too() {
    JsonNode token = signIn("deham", "8103", "de-customs", "de-officer");

    assertThat(audience(token)).isEqualTo("[\"port-deham\"]");
    assertThat(token.get("person").asString()).isEqualTo("de-customs:de-officer");
    assertThat(token.get("organization")).isEqualTo(JSON.readTree("[\"de-customs\"]"));
    assertThat(token.get("resource_access").get("port-deham").get("roles"))
        .isEqualTo(JSON.readTree("[\"intel-officer\"]"));
  }

  @Test
  void a_coordinator_gets_a_token_for_the_alliance_plane() {
    JsonNode token = signIn("alliance", "8080", "be-federal-police", "be-coordinator");

    assertThat(audience(token)).isEqualTo("[\"alliance\"]");
    assertThat(token.get("resource_access"))
        .isEqualTo(JSON.readTree("{\"alliance\": {\"roles\": [\"coordinator\"]}}"));
  }

  @Test
  void a_person_without_a_role_at_a_port_gets_a_token_that_no_port_takes() {
    JsonNode token = signIn("nlrtm", "8101", "be-federal-police", "be-coordinator");

    assertThat(token.has("aud")).isFalse();
    assertThat(token.has("resource_access")).isFalse();
  }

  @Test
  void whom_the_agency_knows_and_the_alliance_does_not_is_denied() {
    try (Browser browser = new Browser()) {
      Browser.End end =
          browser.signIn(
              authorization("nlrtm", "8101", "de-customs"),
              "http://localhost:8101/",
              "stranger",
              Agencies.PASSWORD);

      assertThat(end.page()).contains("Access denied");
      assertThat(realm.realm().users().searchByUsername("stranger", true)).isEmpty();
    }
  }

  @Test
  void a_machine_carries_what_it_is_bound_to() {
    JsonNode token = machine("pcs-nlrtm");

    assertThat(audience(token)).isEqualTo("[\"port-nlrtm\"]");
    assertThat(token.get("resource_access"))
        .isEqualTo(JSON.readTree("{\"port-nlrtm\": {\"roles\": [\"port-integrator\"]}}"));
    assertThat(token.get("organization"))
        .isEqualTo(JSON.readTree("[\"rotterdam-port-authority\"]"));
    assertThat(token.get("purpose").asString()).isEqualTo("port-security");
    assertThat(token.get("case").asString()).isEqualTo("PCS-NLRTM");
    assertThat(token.get("facilities")).isEqualTo(JSON.readTree("[\"RWG\", \"EMX\"]"));
    assertThat(token.get("azp").asString()).isEqualTo("pcs-nlrtm");
    assertThat(token.has("sub")).isTrue();
    assertThat(token.has("person")).isFalse();
  }

  @Test
  void a_machine_without_facilities_has_an_empty_list_of_them() {
    assertThat(machine("cti-nlrtm").get("facilities")).isEqualTo(JSON.readTree("[]"));
  }

  @Test
  void a_code_without_a_proof_of_its_key_is_refused() {
    try (Browser browser = new Browser()) {
      URI withoutPkce =
          URI.create(
              authorization("nlrtm", "8101", "be-federal-police")
                  .toString()
                  .replaceAll("&code_challenge.*", ""));
      Browser.End end =
          browser.signIn(withoutPkce, "http://localhost:8101/", "be-analyst", Agencies.PASSWORD);

      assertThat(end.parameter("error")).isEqualTo("invalid_request");
    }
  }

  private static JsonNode machine(String client) {
    try (Browser browser = new Browser()) {
      HttpResponse<String> answer =
          browser.post(
              realm.tokens(),
              Map.of(
                  "grant_type",
                  "client_credentials",
                  "client_id",
                  client,
                  "client_secret",
                  client + "-secret"));
      return accessToken(answer);
    }
  }

  private static JsonNode signIn(String portal, String gateway, String agency, String username) {
    try (Browser browser = new Browser()) {
      String redirect = "http://localhost:" + gateway + "/login/oauth2/code/alliance";
      Browser.End end =
          browser.signIn(
              authorization(portal, gateway, agency), redirect, username, Agencies.PASSWORD);
      assertThat(end.address().toString()).as(end.page()).startsWith(redirect);
      assertThat(end.visited())
          .as("no form of the alliance's own realm stands in the way")
          .noneMatch(a -> a.getPath().contains("/" + realm.state.realm() + "/login-actions/"));
      HttpResponse<String> answer =
          browser.post(
              realm.tokens(),
              Map.of(
                  "grant_type",
                  "authorization_code",
                  "code",
                  end.parameter("code"),
                  "redirect_uri",
                  redirect,
                  "code_verifier",
                  VERIFIER,
                  "client_id",
                  "portal-" + portal,
                  "client_secret",
                  "portal-" + portal + "-secret"));
      return accessToken(answer);
    }
  }

  private static URI authorization(String portal, String gateway, String agency) {
    String redirect = "http://localhost:" + gateway + "/login/oauth2/code/alliance";
    return URI.create(
        realm.base
            + "/realms/"
            + realm.state.realm()
            + "/protocol/openid-connect/auth?response_type=code&scope=openid&state=s&client_id=portal-"
            + portal
            + "&redirect_uri="
            + URLEncoder.encode(redirect, StandardCharsets.UTF_8)
            + "&kc_idp_hint="
            + agency
            + "&code_challenge_method=S256&code_challenge="
            + challenge());
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static JsonNode accessToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String token = JSON.readTree(answer.body()).get("access_token").asString();
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  /** One value of {@code aud} may stand alone (RFC 7519, section 4.1.3). */
  private static String audience(JsonNode token) {
    JsonNode audience = token.get("aud");
    return audience.isArray() ? audience.toString() : "[" + audience + "]";
  }
}
