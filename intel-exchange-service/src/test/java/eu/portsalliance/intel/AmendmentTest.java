package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.DE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static eu.portsalliance.intel.Ports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drafts are written on, what stands is amended and taken back. */
class AmendmentTest {

  private static final String BOTH = "[{\"port\":\"NLRTM\"},{\"port\":\"DEHAM\"}]";
  private static final String HAMBURG = "[{\"port\":\"DEHAM\"}]";
  private static final String REASON = "{\"version\":1,\"reason\":\"The box was another.\"}";

  @Test
  void aDraftIsWrittenOnInTheVersionThatWasRead() {
    String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    Api other = Api.person(BEANR, "be-other", "be-federal-police", "intel-officer");
    String longer = Ports.draft("GREEN", "[]", "title", "\"Another title\"");

    Api.Answer edited = other.edit(id, 1, longer);
    assertThat(edited.text("/title")).isEqualTo("Another title");
    assertThat(edited.json().at("/version").intValue()).isEqualTo(2);
    problem(BE_ANALYST.edit(id, 1, longer), 409, "stale-version");
    problem(
        BE_ANALYST.edit(id, 2, Ports.draft("GREEN", "[]", "title", "\"\"")), 400, "invalid-field");

    Api.Answer review = BE_ANALYST.act(id, "review", "{\"version\":2}");
    assertThat(review.text("/state")).isEqualTo("in-review");
    assertThat(BE_OFFICER.get("/api/intel/alerts?state=in-review&limit=200").raw().body())
        .contains(id);
    assertThat(BE_OFFICER.get("/api/intel/alerts?state=draft&limit=200").raw().body())
        .doesNotContain(id);
    problem(BE_ANALYST.act(id, "review", "{\"version\":2}"), 409, "conflict");

    problem(other.release(id, 2), 409, "second-person-required");
    problem(BE_OFFICER.release(id, 1), 409, "stale-version");
    assertThat(BE_OFFICER.release(id, 2).text("/state")).isEqualTo("released");
    assertThat(acts(BE_OFFICER, id))
        .containsExactly("drafted", "edited", "sent-to-review", "released");
  }

  @Test
  void nobodyOfAnotherOrganisationWritesOnADraftOrLearnsOfIt() {
    String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    Api visitor = Api.person(NLRTM, "nl-writer", "nl-customs", "intel-officer");
    problem(visitor.edit(id, 1, Ports.draft("GREEN", "[]")), 404, "not-found");
    problem(visitor.get("/api/intel/alerts/" + id + "/history"), 404, "not-found");
    problem(visitor.act(id, "review", "{\"version\":1}"), 404, "not-found");
  }

  @Test
  void ofManyEditsAtOnceExactlyOneWins() throws Exception {
    String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    assertThat(atOnce(n -> editor(n).edit(id, 1, Ports.draft("GREEN", "[]")).status()))
        .containsExactly(200, 409, 409, 409);
    String released = Ports.released("GREEN", "[]");
    assertThat(atOnce(n -> editor(n).edit(released, 1, Ports.draft("GREEN", "[]")).status()))
        .containsExactly(200, 409, 409, 409);
    assertThat(atOnce(n -> editor(n + 10).release(released, 2).status()))
        .containsExactly(200, 409, 409, 409);
  }

  private static Api editor(int n) {
    return Api.person(BEANR, "editor-" + n, "be-federal-police", "intel-officer");
  }

  private static List<Integer> atOnce(java.util.function.IntFunction<Integer> act)
      throws InterruptedException {
    List<Callable<Integer>> acts =
        IntStream.range(0, 4).<Callable<Integer>>mapToObj(n -> () -> act.apply(n)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(acts).stream().map(Future::resultNow).sorted().toList();
    }
  }

  @Test
  void anAmendmentStandsInThePlaceOfWhatItAmendsOnceASecondPersonReleasedIt() {
    String id = Ports.released("AMBER", BOTH);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    try (Events rotterdam = Events.of(NL_ANALYST.request("/api/intel/alerts/stream")).opened()) {
      String more = Ports.draft("AMBER", BOTH, "containers", "[\"MSKU1234565\",\"CSQU3054383\"]");
      assertThat(BE_ANALYST.edit(id, 1, more).text("/state")).isEqualTo("draft");
      assertThat(BE_OFFICER.get("/api/intel/alerts/" + id).json().at("/version").intValue())
          .isEqualTo(1);
      assertThat(BE_OFFICER.get("/api/intel/alerts/" + id + "/amendment").json().at("/containers"))
          .hasSize(2);
      assertThat(BE_OFFICER.get("/api/intel/alerts?state=draft&limit=200").raw().body())
          .contains(id);
      problem(BE_ANALYST.edit(id, 1, more), 409, "stale-version");

      Api.Answer released = BE_OFFICER.release(id, 2);
      assertThat(released.json().at("/version").intValue()).isEqualTo(2);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  NL_ANALYST.get("/api/intel/alerts/" + id).json().at("/version").intValue() == 2);
      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.count(id) == 1);
      assertThat(rotterdam.named("withdrawn")).isEmpty();
    }
    assertThat(acts(BE_OFFICER, id)).containsExactly("drafted", "released", "drafted", "released");
    assertThat(acts(NL_ANALYST, id)).isEmpty();
    problem(BE_OFFICER.get("/api/intel/alerts/" + id + "/amendment"), 404, "not-found");
  }

  @Test
  void whoeverLosesTheRightIsToldTheIdAndNothingElseAndErasesIt() {
    String id = Ports.released("AMBER", BOTH);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id) && DE_ANALYST.sees(id));
    try (Events rotterdam = Events.of(NL_ANALYST.request("/api/intel/alerts/stream")).opened()) {
      BE_ANALYST.edit(id, 1, Ports.draft("AMBER", HAMBURG, "narrative", "\"For Hamburg alone.\""));
      assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);

      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.named("withdrawn").size() == 1);
      assertThat(rotterdam.named("withdrawn").getFirst().data())
          .isEqualTo("{\"id\":\"" + id + "\"}");
      assertThat(rotterdam.named("alert")).noneMatch(event -> event.data().contains(id));
    }
    assertThat(NL_ANALYST.sees(id)).isFalse();
    assertThat(NL_ANALYST.get("/api/intel/alerts?limit=200").raw().body()).doesNotContain(id);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> DE_ANALYST.get("/api/intel/alerts/" + id).text("/narrative").contains("alone"));
    erasedAt(NLRTM, id);
    assertThat(PeerCalls.everything(BEANR, "NLRTM", REGISTRY.key("NLRTM")))
        .filteredOn(object -> object.contains(id))
        .singleElement()
        .asString()
        .contains("\"revoked\":true")
        .doesNotContain("seal", "MSKU", "Hamburg", "narrative", "legal_basis");
    assertThat(PeerCalls.service(NLRTM))
        .filteredOn(object -> object.contains(id))
        .singleElement()
        .asString()
        .contains("\"revoked\":true");
  }

  private static void erasedAt(TestPort port, String id) {
    assertThat(
            port.rows(
                "select octet_length(payload)::text from object_versions where id = '"
                    + id
                    + "' and not withdrawal"))
        .containsOnly("0");
    assertThat(
            port.rows(
                "select what from audit_record where act = 'ERASURE' and '" + id + "' = any(ids)"))
        .containsExactly("erase withdrawn alert");
    assertThat(port.rows("select key from tombstones where key like '%" + id + "%'")).isEmpty();
    assertThat(port.rows("select key from tombstones")).isNotEmpty();
  }

  @Test
  void revokingTakesTwoPeopleAndReachesEverybody() {
    String id = Ports.released("AMBER", BOTH);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id) && DE_ANALYST.sees(id));
    problem(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}"), 409, "conflict");
    problem(
        BE_OFFICER.act(id, "revocation", "{\"version\":2,\"reason\":\"x\"}"), 409, "stale-version");
    problem(BE_OFFICER.act(id, "revocation", "{\"version\":1}"), 400, "invalid-field");
    problem(NL_OFFICER.act(id, "revocation", REASON), 404, "not-found");

    assertThat(BE_OFFICER.act(id, "revocation", REASON).text("/state")).isEqualTo("proposed");
    problem(BE_OFFICER.act(id, "revocation", REASON), 409, "conflict");
    problem(
        BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}"), 409, "second-person-required");
    assertThat(BE_OFFICER.get("/api/intel/alerts/" + id + "/history").text("/revocation/reason"))
        .isEqualTo("The box was another.");
    Api chief = Api.person(BEANR, "be-chief", "be-federal-police", "intel-officer");
    assertThat(chief.act(id, "revocation/confirm", "{\"version\":1}").text("/state"))
        .isEqualTo("revoked");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !NL_ANALYST.sees(id) && !DE_ANALYST.sees(id));
    erasedAt(NLRTM, id);
    assertThat(BE_OFFICER.get("/api/intel/alerts/" + id).text("/state")).isEqualTo("revoked");
    assertThat(BE_OFFICER.get("/api/intel/alerts?state=revoked&limit=200").raw().body())
        .contains(id);
    assertThat(BE_OFFICER.get("/api/intel/alerts?limit=200").raw().body()).doesNotContain(id);
    problem(BE_ANALYST.edit(id, 1, Ports.draft("AMBER", BOTH)), 409, "stale-version");
    problem(BE_OFFICER.release(id, 1), 409, "conflict");
    assertThat(PeerCalls.service(BEANR))
        .filteredOn(object -> object.contains(id))
        .singleElement()
        .asString()
        .contains("\"revoked\":true");
  }

  @Test
  void aProposalIsTakenBackAndTheAlertStands() {
    String id = Ports.released("GREEN", "[]");
    assertThat(BE_ANALYST.act(id, "revocation", REASON).status()).isEqualTo(200);
    String path = "/api/intel/alerts/" + id + "/revocation";
    assertThat(BE_OFFICER.delete(path, "{\"version\":1}").text("/state")).isEqualTo("released");
    problem(BE_OFFICER.delete(path, "{\"version\":1}"), 409, "conflict");
    problem(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}"), 409, "conflict");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    assertThat(acts(BE_OFFICER, id))
        .containsExactly("drafted", "released", "revocation-proposed", "revocation-withdrawn");
  }

  @Test
  void whatLowersAttentionNeedsAnotherOrganisationWhereThePortHasOneThatReadsIt() {
    String both = "[{\"port\":\"NLRTM\"}]";
    String id = NL_ANALYST.draft(Ports.draft("AMBER", both)).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    Api customs = Api.person(NLRTM, "nl-chief", "nl-customs", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(id));

    String shorter = Ports.draft("AMBER", both, "validUntil", "\"2098-06-30T00:00:00Z\"");
    assertThat(NL_ANALYST.edit(id, 1, shorter).status()).isEqualTo(200);
    assertThat(
            NL_OFFICER
                .get("/api/intel/alerts/" + id + "/history")
                .json()
                .at("/amendment/narrows")
                .booleanValue())
        .isTrue();
    problem(customs.release(id, 2), 409, "second-person-required");
    assertThat(police.get("/api/intel/alerts/" + id + "/amendment").status()).isEqualTo(200);
    assertThat(police.release(id, 2).status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> police.get("/api/intel/alerts/" + id).json().at("/version").intValue() == 2);
    String again = "{\"version\":2,\"reason\":\"Found nothing.\"}";
    assertThat(NL_ANALYST.act(id, "revocation", again).status()).isEqualTo(200);
    problem(
        customs.act(id, "revocation/confirm", "{\"version\":2}"), 409, "second-person-required");
    Api.Answer seen = police.get("/api/intel/alerts/" + id + "/history");
    assertThat(seen.text("/revocation/organisation")).isEqualTo("nl-customs");
    assertThat(seen.json().at("/revocation/person").isNull()).isTrue();
    assertThat(seen.raw().body()).doesNotContain("nl-analyst");
    assertThat(police.act(id, "revocation/confirm", "{\"version\":2}").text("/state"))
        .isEqualTo("revoked");
  }

  @Test
  void aLighterColourForFewerOrganisationsNeedsAnotherOrganisation() {
    String all =
        "[{\"organisation\":\"nl-customs\"},{\"organisation\":\"nl-seaport-police\"},"
            + "{\"organisation\":\"be-federal-police\"},{\"organisation\":\"de-customs\"}]";
    String id = NL_ANALYST.draft(Ports.draft("AMBER+STRICT", all)).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(id));

    assertThat(NL_ANALYST.edit(id, 1, Ports.draft("AMBER", "[{\"port\":\"NLRTM\"}]")).status())
        .isEqualTo(200);
    Api customs = Api.person(NLRTM, "nl-chief", "nl-customs", "intel-officer");
    problem(customs.release(id, 2), 409, "second-person-required");
    assertThat(BE_ANALYST.sees(id)).isTrue();
  }

  @Test
  void whereNoOtherOrganisationReadsItAnotherPersonIsEnough() {
    String customsAlone = "[{\"organisation\":\"nl-customs\"}]";
    String id = NL_ANALYST.draft(Ports.draft("AMBER", customsAlone)).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    assertThat(NL_ANALYST.act(id, "revocation", REASON).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    problem(police.act(id, "revocation/confirm", "{\"version\":1}"), 404, "not-found");
    assertThat(NL_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").text("/state"))
        .isEqualTo("revoked");
  }

  @Test
  void anOldVersionThatComesAgainIsNotKept() {
    String id = Ports.released("AMBER", BOTH);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    BE_OFFICER.act(id, "revocation", REASON);
    Api chief = Api.person(BEANR, "be-chief", "be-federal-police", "intel-officer");
    chief.act(id, "revocation/confirm", "{\"version\":1}");
    await().atMost(Duration.ofSeconds(20)).until(() -> !NL_ANALYST.sees(id));

    NLRTM.execute("delete from peer_cursors where port = 'BEANR'");
    NLRTM.restart();
    String later = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(later));

    erasedAt(NLRTM, id);
    assertThat(NL_ANALYST.sees(id)).isFalse();
    assertThat(NLRTM.quarantined()).noneMatch(text -> text.contains(id));
  }

  private static List<String> acts(Api reader, String id) {
    return reader
        .get("/api/intel/alerts/" + id + "/history")
        .json()
        .at("/acts")
        .valueStream()
        .map(act -> act.path("act").asString())
        .toList();
  }

  private static void problem(Api.Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("/problems/" + slug);
  }
}
