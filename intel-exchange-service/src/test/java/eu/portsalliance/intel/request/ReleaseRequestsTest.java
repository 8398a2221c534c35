package eu.portsalliance.intel.request;

import static eu.portsalliance.intel.request.Clocked.listed;
import static eu.portsalliance.intel.request.Clocked.notices;
import static eu.portsalliance.intel.request.Clocked.round;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The originator is asked to let its alert go further, and what its word allows. */
class ReleaseRequestsTest extends Asking {

  @Test
  void theOriginatorsWordLetsAnEditionGoToThoseForWhomItWasAsked() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(403);
    String request = asked(alert);
    JsonNode in = listed(Ports.BE_ANALYST, "in", request).orElseThrow();
    assertThat(in.path("kind").asString()).isEqualTo("release-request");
    assertThat(in.path("concerns").asString()).isEqualTo(alert);
    assertThat(in.path("recipients").toString()).isEqualTo("[\"nl-seaport-police\"]");
    assertThat(listed(Ports.NL_ANALYST, "out", request)).isPresent();

    String answer = answered(request, true);

    assertThat(
            listed(Ports.NL_ANALYST, "out", request)
                .orElseThrow()
                .at("/answers/0/consent")
                .asBoolean())
        .isTrue();
    refused(edition(alert, "GREEN", "[]"), "tlp");
    refused(edition(alert, "AMBER", "[{\"port\":\"BEANR\"}]"), "audience");
    Api.Answer edition = edition(alert, "AMBER", TO_POLICE);
    assertThat(edition.status()).as(edition.raw().body()).isEqualTo(201);
    String id = edition.text("/alert/id");
    Api.Answer wider = Ports.NL_ANALYST.edit(id, 1, withheld("AMBER", "[{\"port\":\"BEANR\"}]"));
    assertThat(wider.status()).isEqualTo(200);
    refused(Ports.NL_OFFICER.release(id, 2), "audience");
    Ports.NL_ANALYST.edit(id, 2, Ports.draft("AMBER", TO_POLICE));
    refused(Ports.NL_OFFICER.release(id, 3), "handlingCode");
    Ports.NL_ANALYST.edit(id, 3, withheld("AMBER", TO_POLICE));
    assertThat(Ports.NL_OFFICER.release(id, 4).status()).isEqualTo(200);

    revoked(answer);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> edition(alert, "AMBER", TO_POLICE).status() == 403);
  }

  @Test
  void ofARequestOrAnAnswerOfH3NothingIsToldBeforeItsLimitsAreAccepted() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert, ReleaseRequestsTest::limited);
    JsonNode shut = listed(Ports.BE_ANALYST, "in", request).orElseThrow();
    assertThat(shut.has("concerns")).isFalse();
    assertThat(shut.path("recipients")).isEmpty();
    Api.Answer page = Ports.BE_ANALYST.get("/api/intel/alerts/" + request);
    assertThat(page.json().path("wanted").isNull()).isTrue();
    assertThat(page.raw().body()).doesNotContain(alert, "control on the quay");
    assertThat(listed(Ports.NL_ANALYST, "out", request).orElseThrow().path("concerns").asString())
        .isEqualTo(alert);

    assertThat(Ports.BE_ANALYST.act(request, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(listed(Ports.BE_ANALYST, "in", request).orElseThrow().path("concerns").asString())
        .isEqualTo(alert);

    String answer = answered(limited(answer(request, true, "NLRTM")), request);
    JsonNode read = listed(Ports.NL_ANALYST, "out", request).orElseThrow();
    assertThat(read.at("/answers/0").has("consent")).isFalse();
    JsonNode closed = Ports.NL_ANALYST.get("/api/intel/alerts/" + answer).json();
    assertThat(closed.path("consent").isNull()).isTrue();
    assertThat(closed.path("inReplyTo").isNull()).isTrue();
    assertThat(Ports.NL_ANALYST.act(answer, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(
            listed(Ports.NL_ANALYST, "out", request)
                .orElseThrow()
                .at("/answers/0/consent")
                .booleanValue())
        .isTrue();
  }

  private static final String ACCEPT = "{\"limits\":\"For the desk.\"}";

  private static String limited(String draft) {
    return ((ObjectNode) Api.JSON.readTree(draft))
        .put("handlingCode", "H3")
        .put("limits", "For the desk.")
        .toString();
  }

  @Test
  void aNoLetsNothingGoFurther() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert);

    answered(request, false);

    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(403);
  }

  @Test
  void theWordOfAnotherThanTheOriginatorIsNone() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert);
    given(request, "DEHAM", "de-customs", 1, alert, "{nl-seaport-police}");

    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(403);

    given(request, "BEANR", "be-federal-police", 1, alert, "{nl-seaport-police}");

    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(201);
  }

  @Test
  void aWordForAnotherVersionAnotherAlertOrOtherRecipientsIsNone() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String other = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert);

    given(request, "BEANR", "be-federal-police", 2, alert, "{nl-seaport-police}");
    given(request, "BEANR", "be-federal-police", 1, other, "{nl-seaport-police}");
    given(request, "BEANR", "be-federal-police", 1, alert, "{}");
    given(request, "BEANR", "be-federal-police", 1, alert, "{nl-seaport-police,de-customs}");

    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(403);
  }

  @Test
  void anAmendedRequestHasNoAnswer() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert);
    String answer = answered(request, true);
    assertThat(answers(request)).containsExactly(answer);
    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(201);

    widened(request, alert);

    assertThat(answers(request)).isEmpty();
    assertThat(edition(alert, "AMBER", TO_HAMBURG).status()).isEqualTo(403);
    assertThat(edition(alert, "AMBER", TO_POLICE).status()).isEqualTo(403);
    round(Ports.NLRTM, due.plusSeconds(1));
    assertThat(notices(Ports.NLRTM, request)).containsExactly("nl-customs clock-over");
    refused(Ports.BE_ANALYST.draft(answer(request, true, "NLRTM")), "inReplyToVersion");

    answered(request, 2, true);

    assertThat(edition(alert, "AMBER", TO_HAMBURG).status()).isEqualTo(201);
  }

  @Test
  void aWordThatArrivesAfterTheRequestWasAmendedIsForWhatWasRead() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    String request = asked(alert);
    Api.Answer drafted = Ports.BE_ANALYST.draft(answer(request, true, "NLRTM"));
    assertThat(drafted.text("/wanted/recipients/0")).isEqualTo("nl-seaport-police");
    widened(request, alert);

    String answer = drafted.text("/id");
    assertThat(Ports.BE_OFFICER.release(answer, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_ANALYST.sees(answer));

    assertThat(answers(request)).isEmpty();
    assertThat(edition(alert, "AMBER", TO_HAMBURG).status()).isEqualTo(403);
  }

  /** Amends a request so that it asks for Hamburg, and waits until the originator has it. */
  private void widened(String request, String alert) {
    Api.Answer edited =
        Ports.NL_ANALYST.edit(request, 1, wish(alert, "be-federal-police", "de-customs"));
    assertThat(edited.status()).as(edited.raw().body()).isEqualTo(200);
    assertThat(Ports.NL_OFFICER.release(request, 2).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                listed(Ports.BE_ANALYST, "in", request).stream()
                    .anyMatch(r -> r.at("/recipients/0").asString().equals("de-customs")));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Ports.BE_ANALYST
                        .get("/api/intel/alerts/" + request)
                        .json()
                        .at("/version")
                        .intValue()
                    == 2);
  }

  /** An answer behind the service's back. */
  private static void given(
      String request,
      String origin,
      String controller,
      int version,
      String alert,
      String recipients) {
    Ports.NLRTM.execute(
        "insert into information_answer_given (id, request, origin, at, controller, consent, valid_until,"
            + " version, concerns, recipients) values ('indicator--%s', '%s', '%s', now(), '%s', true,"
                .formatted(UUID.randomUUID(), request, origin, controller)
            + " now() + interval '1 day', %d, '%s', '%s')".formatted(version, alert, recipients));
  }

  private static List<String> answers(String request) {
    return listed(Ports.NL_ANALYST, "out", request).stream()
        .flatMap(r -> r.path("answers").valueStream())
        .map(answer -> answer.path("id").asString())
        .toList();
  }

  @Test
  void theDesksAreToldAsForOtherRequests() {
    String request = asked(held("AMBER", TO_NLRTM, "H2"));
    String done = asked(held("AMBER", TO_NLRTM, "H2"));
    answered(done, true);

    round(Ports.BEANR, due.minus(Duration.ofMinutes(29)));
    round(Ports.BEANR, due);
    round(Ports.NLRTM, due.plusSeconds(1));

    assertThat(notices(Ports.BEANR, request))
        .containsExactlyInAnyOrder("be-federal-police clock-near", "be-federal-police clock-over");
    assertThat(notices(Ports.NLRTM, request)).containsExactly("nl-customs clock-over");
    assertThat(notices(Ports.BEANR, done)).isEmpty();
    assertThat(notices(Ports.NLRTM, done)).isEmpty();
  }

  @Test
  void betweenTwoOrganisationsOfOnePortItIsOutForOneAndInForTheOther() {
    String alert = written(Ports.NL_ANALYST, Ports.NL_OFFICER, "AMBER", TO_NLRTM, "H2");
    Api asking = Api.person(Ports.NLRTM, "np-analyst", "nl-seaport-police", "intel-analyst");
    Api second = Api.person(Ports.NLRTM, "np-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> asking.sees(alert));
    Api.Answer drafted = asking.draft(wish(alert, "nl-customs", "de-customs"));
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    String id = drafted.text("/id");
    assertThat(second.release(id, 1).status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listed(Ports.NL_ANALYST, "in", id).isPresent());
    assertThat(listed(Ports.NL_ANALYST, "out", id)).isEmpty();
    assertThat(listed(asking, "out", id)).isPresent();
    round(Ports.NLRTM, due);
    assertThat(notices(Ports.NLRTM, id))
        .containsExactlyInAnyOrder("nl-customs clock-over", "nl-seaport-police clock-over");
  }

  @Test
  void whatKnowsNoReleaseRequestIsRefusedByField() {
    String strict = held("AMBER+STRICT", "[{\"organisation\":\"nl-customs\"}]", "H0");
    String unseen = Ports.released("AMBER", "[]");
    String known = held("AMBER", TO_NLRTM, "H2");
    String own = written(Ports.NL_ANALYST, Ports.NL_OFFICER, "AMBER", TO_NLRTM, "H2");
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_ANALYST.sees(own));
    refused(
        Ports.NL_ANALYST.draft(wish(strict, "be-federal-police", "de-customs")), "wanted.alert");
    refused(Ports.NL_ANALYST.draft(wish(own, "nl-customs", "de-customs")), "wanted.alert");
    refused(Ports.NL_ANALYST.draft(wish(known, "de-customs", "de-customs")), "audience");
    refused(
        Ports.NL_ANALYST.draft(wish(known, "be-federal-police", "nobody")), "wanted.recipients");
    Api.Answer hidden = Ports.NL_ANALYST.draft(wish(unseen, "be-federal-police", "de-customs"));
    Api.Answer none =
        Ports.NL_ANALYST.draft(
            wish("indicator--" + UUID.randomUUID(), "be-federal-police", "de-customs"));
    refused(hidden, "wanted.alert");
    assertThat(hidden.json()).isEqualTo(none.json());
    ObjectNode bare =
        (ObjectNode) Api.JSON.readTree(wish(known, "be-federal-police", "de-customs"));
    bare.remove("wanted");
    refused(Ports.NL_ANALYST.draft(bare.toString()), "wanted");
    bare.remove("dueAt");
    bare.put("kind", "modus-operandi").put("consent", true);
    refused(Ports.NL_ANALYST.draft(bare.toString()), "consent");
  }

  @Test
  void anAnswerNamesARequestThatItsWriterMayRead() {
    String request = asked(held("AMBER", TO_NLRTM, "H2"));
    Api.Answer unseen = Ports.DE_ANALYST.draft(answer(request, true, "NLRTM"));
    Api.Answer none =
        Ports.DE_ANALYST.draft(answer("indicator--" + UUID.randomUUID(), true, "NLRTM"));
    refused(unseen, "inReplyTo");
    assertThat(unseen.json()).isEqualTo(none.json());
    String noRequest = Ports.released("AMBER", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.BE_ANALYST.sees(noRequest));
    refused(Ports.BE_ANALYST.draft(answer(noRequest, null, "NLRTM")), "inReplyTo");
    refused(Ports.BE_ANALYST.draft(answer(request, null, "NLRTM")), "consent");
    ObjectNode unread = (ObjectNode) Api.JSON.readTree(answer(request, true, "NLRTM"));
    unread.remove("inReplyToVersion");
    refused(Ports.BE_ANALYST.draft(unread.toString()), "inReplyToVersion");
    refused(Ports.BE_ANALYST.draft(answer(request, 2, true, "NLRTM")), "inReplyToVersion");
    // whoever asked does not answer for the originator
    refused(Ports.NL_ANALYST.draft(answer(request, true, "BEANR")), "inReplyTo");
  }
}
