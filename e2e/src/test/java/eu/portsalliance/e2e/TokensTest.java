package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is good at one port, as it was issued, and nowhere else. */
class TokensTest {

  @Test
  void a_machine_of_rotterdam_posts_nothing_at_antwerp() {
    String box = Boxes.fresh();
    Api stranger = at("BEANR", Callers.client("pcs-nlrtm").token());
    refused(stranger.post("/api/risk/events", Map.of("events", List.of())));
    assertThat(Callers.person("be-analyst", "BEANR").get("/api/risk/containers/" + box).status())
        .isEqualTo(404);
  }

  @Test
  void a_reading_machine_of_rotterdam_reads_nothing_at_antwerp() {
    String token = Callers.client("cti-nlrtm").token();
    assertThat(at("NLRTM", token).get(Alerts.PATH).status()).isEqualTo(200);
    refused(at("BEANR", token).get(Alerts.PATH));
  }

  @Test
  void somebody_with_roles_at_two_ports_needs_a_token_for_each() {
    String token = Callers.token("be-liaison", "NLRTM");
    assertThat(atWork("NLRTM", token).get(Alerts.PATH).status()).isEqualTo(200);
    refused(atWork("BEANR", token).get(Alerts.PATH));
    refused(
        atWork("BEANR", token)
            .post(
                Alerts.PATH + "/indicator--" + UUID.randomUUID() + "/release",
                Map.of("version", 1)));
    refused(atWork("DEHAM", token).get(Alerts.PATH));
  }

  @Test
  void a_ports_token_opens_nothing_on_the_alliance_plane() {
    refused(
        Api.bearer(TheAlliance.file().portal(), Callers.token("nl-officer", "NLRTM"))
            .get("/api/identity/state"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/intel/alerts",
        "/api/risk/ranking",
        "/api/registry/ports",
        "/api/intel/alerts/stream"
      })
  void a_token_that_was_tampered_with_is_refused_everywhere(String path) {
    String[] parts = Callers.token("nl-analyst", "NLRTM").split("\\.", -1);
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("intel-analyst", "intel-officer");
    refused(atWork("NLRTM", parts[0] + "." + encoded(claims) + "." + parts[2]).get(path));
    refused(atWork("NLRTM", parts[0] + "." + parts[1] + "." + altered(parts[2])).get(path));
    refused(
        atWork("NLRTM", encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".")
            .get(path));
    refused(atWork("NLRTM", "no.token.atall").get(path));
  }

  @Test
  void a_token_in_the_address_is_not_looked_at() {
    refused(
        Callers.anonymous("NLRTM")
            .working("crime-prevention", "1")
            .get(Alerts.PATH + "?access_token=" + Callers.token("nl-analyst", "NLRTM")));
  }

  @Test
  void a_role_that_the_token_does_not_hold_is_refused() {
    Answer ranking = Callers.machine("pcs-nlrtm").get("/api/risk/ranking");
    assertThat(ranking.status()).as("%s", ranking).isEqualTo(403);
    assertThat(ranking.problem()).isEqualTo("forbidden");
    Answer draft =
        Callers.person("be-liaison", "NLRTM")
            .post(Alerts.PATH, Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    assertThat(draft.status()).as("%s", draft).isEqualTo(403);
    Answer release =
        Callers.person("be-analyst", "BEANR")
            .post(
                Alerts.PATH + "/indicator--" + UUID.randomUUID() + "/release",
                Map.of("version", 1));
    assertThat(release.status()).as("%s", release).isEqualTo(403);
  }

  private static Api at(String locode, String token) {
    return Api.bearer(TheAlliance.file().gateway(locode), token);
  }

  private static Api atWork(String locode, String token) {
    return at(locode, token).working("crime-prevention", "E2E-2026/2");
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.header("Location")).isEmpty();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One bit in the middle is another. */
  private static String altered(String signature) {
    byte[] bytes = Base64.getUrlDecoder().decode(signature);
    bytes[bytes.length / 2] ^= 1;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
