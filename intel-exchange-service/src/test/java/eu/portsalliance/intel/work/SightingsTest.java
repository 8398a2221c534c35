package eu.portsalliance.intel.work;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.BE_SECOND;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static eu.portsalliance.intel.Ports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SightingsTest {

  private static final String NL = "[{\"port\":\"NLRTM\"},{\"port\":\"DEHAM\"}]";
  private static final Api NL_POLICE =
      Api.person(NLRTM, "nl-police", "nl-seaport-police", "intel-officer");

  @Test
  void aSightingComesBackToTheOriginOnceASecondPersonLetsItOutAndGoesNowhereElse() {
    String id = released("AMBER");
    Api.Answer said = sighted(NL_ANALYST, id, "seen");
    String sighting = said.text("/id");
    assertThat(said.text("/state")).isEqualTo("waiting");
    assertThat(said.text("/port")).isEqualTo("NLRTM");
    refused(let(NL_ANALYST, id, sighting), 403, "forbidden");
    assertThat(PeerCalls.everything(NLRTM, "BEANR", REGISTRY.key("BEANR")))
        .noneMatch(object -> object.contains(sighting));

    assertThat(let(NL_OFFICER, id, sighting).text("/state")).isEqualTo("sent");
    await().until(() -> items(BE_ANALYST, id) == 1);
    Api.Answer there = BE_ANALYST.get(path(id));
    assertThat(there.text("/items/0/port")).isEqualTo("NLRTM");
    assertThat(there.text("/items/0/state")).isEqualTo("received");
    assertThat(there.text("/items/0/organisation")).isEqualTo("nl-customs");
    assertThat(there.text("/items/0/place")).isEqualTo("Quay 12");
    assertThat(there.text("/items/0/at")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(there.text("/items/0/note")).isEqualTo("New seal");
    assertThat(there.raw().body()).doesNotContain("nl-analyst", "nl-officer");

    String bytes =
        "select jws_header || encode(payload, 'hex') || jws_signature from object_versions where id = 'sighting--"
            + sighting
            + "'";
    assertThat(BEANR.rows(bytes)).hasSize(1).isEqualTo(NLRTM.rows(bytes));
    assertThat(PeerCalls.everything(NLRTM, "BEANR", REGISTRY.key("BEANR")))
        .filteredOn(object -> object.contains(sighting))
        .singleElement()
        .asString()
        .contains(
            "\"type\":\"sighting\"",
            "\"sighting_of_ref\":\"" + id + "\"",
            "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421")
        .doesNotContain("nl-analyst", "nl-officer", "MSKU1234565");
    assertThat(PeerCalls.everything(NLRTM, "DEHAM", REGISTRY.key("DEHAM")))
        .noneMatch(object -> object.contains(sighting));
    assertThat(PeerCalls.everything(BEANR, "DEHAM", REGISTRY.key("DEHAM")))
        .noneMatch(object -> object.contains(sighting));
  }

  @Test
  void whoSentItAndWhoReceivedItIsRecordedAndTheControllerIsTold() {
    String id = released("GREEN");
    String sighting = sighted(NL_ANALYST, id, "gone").text("/id");
    let(NL_OFFICER, id, sighting);
    await().until(() -> items(BE_ANALYST, id) == 1);
    String what =
        "select actor || ' ' || what || ' ' || recipient from audit_record where 'sighting--"
            + sighting
            + "' = any(ids)";
    assertThat(NLRTM.rows(what)).containsExactly("nl-customs:nl-officer send sighting peer:BEANR");
    assertThat(BEANR.rows(what)).containsExactly("NLRTM receive sighting BEANR");
    assertThat(
            BEANR.rows(
                "select organisation || ' ' || port || ' ' || quiet from duty_notice"
                    + " where kind = 'sighting' and about = '"
                    + id
                    + "'"))
        .containsExactly("be-federal-police NLRTM false");
  }

  @Test
  void nobodyLetsOutWhatTheyReportedAndNothingIsLetOutTwice() {
    String id = released("GREEN");
    String own = sighted(NL_OFFICER, id, "seen").text("/id");
    refused(let(NL_OFFICER, id, own), 409, "second-person-required");
    assertThat(NL_POLICE.get(path(id)).text("/items/0/state")).isEqualTo("waiting");
    assertThat(NL_POLICE.get(path(id)).json().at("/items/0/person").isNull()).isTrue();
    assertThat(let(NL_POLICE, id, own).status()).isEqualTo(200);
    refused(let(NL_POLICE, id, own), 409, "conflict");
    refused(let(NL_POLICE, id, UUID.randomUUID().toString()), 404, "not-found");
    refused(let(NL_POLICE, "indicator--" + UUID.randomUUID(), own), 404, "not-found");
  }

  @Test
  void thatNothingWasFoundIsLetOutByAnotherAuthority() {
    String id = released("GREEN");
    String nothing = sighted(NL_ANALYST, id, "controlled-nothing-found").text("/id");
    refused(let(NL_OFFICER, id, nothing), 409, "second-person-required");
    assertThat(let(NL_POLICE, id, nothing).text("/state")).isEqualTo("sent");
  }

  @Test
  void whoeverVisitsThisPortReportsOfAnotherPortsAlertAtHome() {
    String id = released("AMBER");
    Api liaison = Api.person(NLRTM, "de-liaison", "de-customs", "intel-analyst");
    refused(liaison.act(id, "sightings", said("seen")), 403, "forbidden");

    UUID before = UUID.randomUUID();
    NLRTM.execute(
        """
        insert into alert_sighting (id, object_id, organisation, person, at, place, outcome, note, recorded_at)
        values ('%s', '%s', 'de-customs', 'de-customs:de-liaison', now(), 'Quay 12', 'seen', '', now())
        """
            .formatted(before, id));
    refused(let(NL_OFFICER, id, before.toString()), 409, "conflict");
  }

  @Test
  void theOrganisationIsTheCallersWhateverTheBodySays() {
    String id = released("GREEN");
    String claimed = said("seen").replace("{", "{\"organisation\":\"nl-seaport-police\",");
    refused(NL_ANALYST.act(id, "sightings", claimed), 400, "unknown-field");
    assertThat(sighted(NL_ANALYST, id, "seen").text("/organisation")).isEqualTo("nl-customs");
  }

  @Test
  void thatNothingWasFoundOfThePortsOwnAlertIsSaidByAnotherAuthorityToo() {
    String id = NL_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    await().until(() -> NL_POLICE.get("/api/intel/alerts/" + id + "/work").status() == 200);
    Api.Answer said = sighted(NL_ANALYST, id, "controlled-nothing-found");
    String nothing = said.text("/id");
    assertThat(said.text("/state")).isEqualTo("waiting");
    refused(let(NL_OFFICER, id, nothing), 409, "second-person-required");
    assertThat(NL_OFFICER.get(path(id)).text("/items/0/state")).isEqualTo("waiting");
    assertThat(NL_POLICE.get(path(id)).text("/items/0/id")).isEqualTo(nothing);
    assertThat(NL_POLICE.get(path(id)).json().at("/items/0/person").isNull()).isTrue();

    assertThat(let(NL_POLICE, id, nothing).text("/state")).isEqualTo("here");
    assertThat(NL_OFFICER.get(path(id)).text("/items/0/state")).isEqualTo("here");
    refused(let(NL_POLICE, id, nothing), 409, "conflict");
    assertThat(NLRTM.rows("select 1 from object_versions where id = 'sighting--" + nothing + "'"))
        .isEmpty();
    assertThat(
            NLRTM.rows(
                "select act || ' ' || actor || ' ' || what from audit_record where 'sighting--"
                    + nothing
                    + "' = any(ids)"))
        .containsExactly("ALTERATION nl-seaport-police:nl-police confirm sighting");
  }

  @Test
  void whereThePortHasOneAuthorityAnotherPersonSaysTooThatNothingWasFound() {
    String id = Ports.released("AMBER", "[]");
    await().until(() -> BE_SECOND.get("/api/intel/alerts/" + id + "/work").status() == 200);
    Api.Answer said = sighted(BE_OFFICER, id, "controlled-nothing-found");
    assertThat(said.text("/state")).isEqualTo("waiting");
    refused(let(BE_OFFICER, id, said.text("/id")), 409, "second-person-required");
    assertThat(let(BE_SECOND, id, said.text("/id")).text("/state")).isEqualTo("here");
  }

  @Test
  void aSightingOfThePortsOwnAlertStaysHere() {
    String id = Ports.released("GREEN", "[]");
    await().until(() -> BE_ANALYST.get("/api/intel/alerts/" + id + "/work").status() == 200);
    Api.Answer said = sighted(BE_ANALYST, id, "seen");
    assertThat(said.text("/state")).isEqualTo("here");
    refused(let(BE_OFFICER, id, said.text("/id")), 409, "conflict");
    await().until(() -> NL_ANALYST.sees(id));
    assertThat(NL_ANALYST.get(path(id)).json().at("/items")).isEmpty();
  }

  @Test
  void whatWasSeenAtATimeThatCannotBeIsRefused() {
    Instant now = Instant.parse("2026-11-23T08:00:00Z");
    for (Instant at : List.of(Instant.MIN, now.minus(Duration.ofDays(4_000)), Instant.MAX)) {
      var said = new Statements.SightingRequest(at, "Quay 12", "seen", null);
      assertThat(StatementForm.errors(said, now))
          .extracting(FieldError::field)
          .containsExactly("at");
    }
    var half = new Statements.SightingRequest(now, "Quay \uD83D", "seen", "\uDE00");
    assertThat(StatementForm.errors(half, now))
        .extracting(FieldError::field)
        .containsExactly("place", "note");
  }

  private static String released(String tlp) {
    String id = Ports.released(tlp, "AMBER".equals(tlp) ? NL : "[]");
    await().until(() -> NL_ANALYST.sees(id));
    return id;
  }

  private static Api.Answer sighted(Api who, String id, String outcome) {
    Api.Answer said = who.act(id, "sightings", said(outcome));
    assertThat(said.status()).isEqualTo(201);
    return said;
  }

  private static String said(String outcome) {
    return """
        {"at":"2026-01-02T03:04:05Z","place":"Quay 12","outcome":"%s","note":"New seal"}
        """
        .formatted(outcome);
  }

  private static Api.Answer let(Api who, String id, String sighting) {
    return who.act(id, "sightings/" + sighting + "/release", "");
  }

  private static void refused(Api.Answer answer, int status, String type) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("/problems/" + type);
  }

  private static int items(Api reader, String id) {
    return reader.get(path(id)).json().at("/items").size();
  }

  private static String path(String id) {
    return "/api/intel/alerts/" + id + "/sightings";
  }
}
