package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway answers where it has nothing to give: a problem (RFC 9457), never a redirect. */
class RefusalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/intel/alerts",
        "/api/intel/alerts/stream",
        "/api/risk/ranking",
        "/api/risk/ranking/stream",
        "/api/risk/events",
        "/api/registry/ports",
        "/api/registry/organisations",
        "/api/identity/state",
        "/api/nothing",
        "/taxii2/"
      })
  void nobody_is_told_to_sign_in_by_a_problem_also_in_a_browser(String path) {
    for (String accept : new String[] {"application/json", "text/html", "text/event-stream"}) {
      Answer answer = Callers.anonymous("NLRTM").with("Accept", accept).get(path);
      assertThat(answer.status()).as("%s for %s", answer, accept).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("unauthenticated");
      assertThat(answer.header("Location")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/portal/nothing.js", "/problems/nothing", "/actuator/env"})
  void an_address_that_nobody_knows_is_a_problem_and_to_people_a_page(String path) {
    Answer answer = Callers.anonymous("NLRTM").with("Accept", "application/json").get(path);
    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");

    Answer page = Callers.anonymous("NLRTM").with("Accept", "text/html").get(path);
    assertThat(page.status()).as("%s", page).isEqualTo(404);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/nothing",
        "/api/identity/state",
        "/api/intel/nothing",
        "/api/risk/nothing",
        "/api/risk/containers/MSKU9999999"
      })
  void what_a_port_does_not_have_is_not_there_for_those_who_are_signed_in_either(String path) {
    Answer answer = Callers.person("nl-analyst", "NLRTM").get(path);
    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NLRTM", "BEANR", "DEHAM"})
  void the_signed_directory_alone_is_open_to_everybody(String locode) {
    Answer directory = Callers.anonymous(locode).get("/api/registry/directory");
    assertThat(directory.status()).as("%s", directory).isEqualTo(200);
    assertThat(directory.header("Content-Type")).startsWith("application/jose");
    assertThat(directory.body().split("\\.", -1)).hasSize(3);
  }

  @Test
  void a_method_that_an_address_does_not_take_is_a_problem() {
    Answer answer =
        Callers.person("be-analyst", "BEANR")
            .send("DELETE", Alerts.PATH, null, null, Map.of("Idempotency-Key", "1"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(405);
    assertThat(answer.problem()).isEqualTo("method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void a_peers_address_takes_no_token_and_no_forged_assertion() {
    for (String path : new String[] {"objects?limit=1", "hints", "directory"}) {
      String peers = "/api/intel/peer/v1/" + path;
      Api nobody = Callers.anonymous("NLRTM");
      assertThat(nobody.get(peers).status()).isEqualTo(401);
      assertThat(nobody.with("Authorization", "Peer a.b.c").get(peers).problem())
          .isEqualTo("invalid-assertion");
      assertThat(Callers.machine("cti-nlrtm").get(peers).status()).isEqualTo(403);
      assertThat(Callers.person("nl-officer", "NLRTM").get(peers).status()).isEqualTo(403);
    }
  }

  @Test
  void a_part_that_is_stopped_is_a_problem_and_the_others_go_on() {
    Api analyst = Callers.person("de-analyst", "DEHAM");
    TheAlliance.control().stop("deham-risk");
    try {
      Answer answer = analyst.get("/api/risk/ranking");
      assertThat(answer.status()).as("%s", answer).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("service-unavailable");
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(analyst.get(Alerts.PATH).status()).isEqualTo(200);
    } finally {
      TheAlliance.control().start("deham-risk");
    }
    Waiting.until(() -> analyst.get("/api/risk/ranking").status() == 200);
  }
}
