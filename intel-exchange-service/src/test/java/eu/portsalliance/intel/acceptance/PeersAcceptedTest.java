package eu.portsalliance.intel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Events;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.StubRegistry;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import eu.portsalliance.peers.PortKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a peer is given before two people of the port accepted it, and what then. */
class PeersAcceptedTest {

  private static final String OBJECTS = "/api/intel/peer/v1/objects";
  private static final String PEERS = "/api/intel/peers";
  private static final String ROTTERDAM = "[{\"port\":\"NLRTM\"}]";
  private static final Duration SOON = Duration.ofSeconds(20);

  private static StubRegistry registry;
  private static TestPort antwerp;
  private static Api analyst;
  private static Api officer;
  private static Api second;

  @BeforeAll
  static void start() {
    registry = new StubRegistry("NLRTM", "BEANR", "DEHAM");
    antwerp = new TestPort("BEANR", registry);
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    officer = Api.person(antwerp, "be-officer", "be-federal-police", "intel-officer");
    second = Api.person(antwerp, "be-second", "be-federal-police", "intel-officer");
  }

  @AfterAll
  static void stop() {
    antwerp.close();
    registry.close();
  }

  @BeforeEach
  void nobodyIsAccepted() {
    antwerp.fetchDirectory();
    await().atMost(SOON).until(() -> antwerp.bean(Alliance.class).members().isPresent());
    antwerp.execute("update peer_acceptance set ended_by = 'x', ended_at = now()");
  }

  @Test
  void nothingAboveGreenGoesToAPeerUntilTwoPeopleAcceptedItAndThenAllThatWasWithheld() {
    String before = end();
    String amber = released("AMBER", ROTTERDAM);
    String green = released("GREEN", "[]");
    String strict = released("AMBER+STRICT", ROTTERDAM);
    await().atMost(SOON).until(() -> numbered(strict));
    Api.Answer page = pull(before);
    assertThat(ids(page)).containsExactly(green);
    assertThat(page.json().at("/more").booleanValue()).isFalse();
    String after = page.text("/cursor");
    assertThat(pull(after).text("/cursor")).isEqualTo(after);
    assertThat(rotterdam().path("withheld").asLong()).isGreaterThanOrEqualTo(2);

    assertThat(accept(officer, "NLRTM").text("/state")).isEqualTo("proposed");
    assertThat(rotterdam().at("/acceptance/own").booleanValue()).isTrue();
    Api.Answer again = accept(officer, "NLRTM");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("/type")).endsWith("second-person-required");
    assertThat(accept(analyst, "NLRTM").status()).isEqualTo(403);
    assertThat(ids(pull(before))).containsExactly(green);

    assertThat(accept(second, "NLRTM").text("/state")).isEqualTo("accepted");
    await().atMost(SOON).until(() -> ids(pull(after)).containsAll(List.of(amber, strict)));
    assertThat(ids(pull(before))).contains(green, amber, strict);
    assertThat(rotterdam().path("withheld").asLong()).isZero();
    assertThat(rotterdam().at("/acceptance/state").asString()).isEqualTo("accepted");
  }

  @Test
  void aPageIsFullAlsoWhereSomethingInBetweenWasWithheld() {
    String before = end();
    String first = released("GREEN", "[]");
    released("AMBER", ROTTERDAM);
    String next = released("GREEN", "[]");
    await().atMost(SOON).until(() -> ids(pull(before)).contains(next));
    Api.Answer page = pull("2", before);
    assertThat(ids(page)).containsExactly(first, next);
    assertThat(page.json().at("/more").booleanValue()).isFalse();
    page = pull("1", before);
    assertThat(ids(page)).containsExactly(first);
    assertThat(page.json().at("/more").booleanValue()).isTrue();
    assertThat(ids(pull("1", page.text("/cursor")))).containsExactly(next);
  }

  @Test
  void noHintTellsThatSomethingIsWithheld() {
    try (Events hints =
        Events.of(
                PeerCalls.get(
                    antwerp,
                    PeerCalls.peer("NLRTM"),
                    registry.key("NLRTM"),
                    "/api/intel/peer/v1/hints"))
            .opened()) {
      await().atMost(SOON).until(() -> hints.named("hint").size() == 1);
      String amber = released("AMBER", ROTTERDAM);
      await().atMost(SOON).until(() -> numbered(amber) && passedOver(amber));
      released("GREEN", "[]");
      await().atMost(SOON).until(() -> hints.named("hint").size() > 1);
      assertThat(hints.named("hint").size()).isEqualTo(2);
    }
  }

  @Test
  void aPeerWhoseKeyTheRegistryReplacedGetsGreenAloneUntilItIsAcceptedAnew() {
    accepted("NLRTM");
    String amber = released("AMBER", ROTTERDAM);
    await().atMost(SOON).until(() -> ids(pull("")).contains(amber));
    PortKey known = registry.key("NLRTM");
    try {
      registry.listed("NLRTM", StubRegistry.key());
      antwerp.fetchDirectory();
      assertThat(rotterdam().at("/acceptance/state").asString()).isEqualTo("none");
      String green = released("GREEN", "[]");
      await().atMost(SOON).until(() -> ids(pull("")).contains(green));
      assertThat(ids(pull(""))).doesNotContain(amber);
      String cursor = end();
      accepted("NLRTM");
      await().atMost(SOON).until(() -> ids(pull(cursor)).contains(amber));
    } finally {
      registry.listed("NLRTM", known);
      antwerp.fetchDirectory();
    }
  }

  @Test
  void aKeyThatTheRegistryAddsBesideAnAcceptedOneGetsGreenAloneUntilItIsAcceptedToo() {
    accepted("NLRTM");
    PortKey added = StubRegistry.key();
    try {
      registry.beside("NLRTM", added);
      antwerp.fetchDirectory();
      String amber = released("AMBER", ROTTERDAM);
      String green = released("GREEN", "[]");
      await().atMost(SOON).until(() -> ids(pull("")).containsAll(List.of(amber, green)));
      assertThat(PeerCalls.everything(antwerp, "NLRTM", added))
          .anyMatch(object -> object.contains(green))
          .noneMatch(object -> object.contains(amber));
      assertThat(spoken()).containsOnly("CLEAR", "GREEN");
      accepted("NLRTM");
      await()
          .atMost(SOON)
          .until(
              () ->
                  PeerCalls.everything(antwerp, "NLRTM", added).stream()
                      .anyMatch(object -> object.contains(amber)));
      assertThat(ids(pull(""))).contains(amber);
    } finally {
      registry.beside("NLRTM", null);
      antwerp.fetchDirectory();
    }
  }

  @Test
  void aPortThatTheRegistryInventsGetsGreenAlone() {
    PortKey key = StubRegistry.key();
    registry.listed("FRLEH", key);
    registry.joins("fr-invented", "authority", "FRLEH");
    antwerp.fetchDirectory();
    String amber = released("AMBER", "[{\"port\":\"FRLEH\"}]");
    String green = released("GREEN", "[]");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(PeerCalls.everything(antwerp, "FRLEH", key))
                    .anyMatch(object -> object.contains(green))
                    .noneMatch(object -> object.contains(amber)));
    accepted("FRLEH");
    await()
        .atMost(SOON)
        .until(
            () ->
                PeerCalls.everything(antwerp, "FRLEH", key).stream()
                    .anyMatch(object -> object.contains(amber)));
    registry.status("FRLEH", "suspended");
  }

  @Test
  void whatWasAcceptedIsTakenBackByOnePersonAtOnce() {
    accepted("NLRTM");
    String amber = released("AMBER", ROTTERDAM);
    await().atMost(SOON).until(() -> ids(pull("")).contains(amber));
    assertThat(spoken()).contains("AMBER");
    assertThat(officer.delete(PEERS + "/NLRTM/acceptance", "{}").text("/state")).isEqualTo("none");
    assertThat(ids(pull(""))).doesNotContain(amber);
    assertThat(spoken()).containsOnly("CLEAR", "GREEN");
  }

  @Test
  void aWithdrawalReachesAPeerThatIsAcceptedNoLonger() {
    accepted("NLRTM");
    String amber = released("AMBER", ROTTERDAM);
    await().atMost(SOON).until(() -> ids(pull("")).contains(amber));
    String cursor = end();
    antwerp.execute("update peer_acceptance set ended_by = 'x', ended_at = now()");
    String revocation = "/api/intel/alerts/" + amber + "/revocation";
    assertThat(
            officer
                .post(
                    revocation,
                    "{\"version\":1,\"reason\":\"wrong box\"}",
                    UUID.randomUUID().toString())
                .status())
        .isLessThan(300);
    Api.Answer confirmed =
        second.post(revocation + "/confirm", "{\"version\":1}", UUID.randomUUID().toString());
    assertThat(confirmed.status()).as(confirmed.raw().body()).isLessThan(300);
    await()
        .atMost(SOON)
        .until(() -> payloads(pull(cursor)).stream().anyMatch(o -> o.contains(amber)));
  }

  @Test
  void peersAreAcceptedByPeopleOfThisPortAlone() {
    Api visitor = Api.person(antwerp, "nl-officer", "nl-customs", "intel-officer");
    assertThat(accept(visitor, "NLRTM").status()).isEqualTo(403);
    assertThat(
            accept(Api.person(antwerp, "be-auditor", "be-federal-police", "auditor"), "NLRTM")
                .status())
        .isEqualTo(403);
    assertThat(accept(officer, "BEANR").status()).isEqualTo(404);
    assertThat(accept(officer, "GBSOU").status()).isEqualTo(404);
    assertThat(accept(officer, "rubbish").status()).isEqualTo(404);
    assertThat(
            Api.person(antwerp, "be-reader", "be-federal-police", "intel-reader")
                .get(PEERS)
                .status())
        .isEqualTo(403);
  }

  private static String[] spoken() {
    return Objects.requireNonNull(
        antwerp
            .bean(StandingReleases.class)
            .markings(StandingRelease.Type.LOOK, new Locode("NLRTM"))
            .block());
  }

  private static void accepted(String peer) {
    accept(analyst, peer);
    Api.Answer answer = accept(officer, peer);
    assertThat(answer.text("/state")).as(answer.raw().body()).isEqualTo("accepted");
  }

  private static Api.Answer accept(Api who, String peer) {
    return who.post(PEERS + "/" + peer + "/acceptance", "", UUID.randomUUID().toString());
  }

  private static JsonNode rotterdam() {
    return officer
        .get(PEERS)
        .json()
        .path("peers")
        .valueStream()
        .filter(peer -> peer.path("port").asString().equals("NLRTM"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean numbered(String id) {
    return !antwerp
        .rows(
            "select seq from deliveries where recipient = 'peer:NLRTM' and seq is not null and object_id = '"
                + id
                + "'")
        .isEmpty();
  }

  private static boolean passedOver(String id) {
    return !antwerp
        .rows(
            "select seq from deliveries where recipient = 'peer:NLRTM' and passed_over and object_id = '"
                + id
                + "'")
        .isEmpty();
  }

  private static String released(String tlp, String audience) {
    Api.Answer drafted = analyst.draft(Ports.draft(tlp, audience));
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    assertThat(officer.release(drafted.text("/id"), 1).status()).isEqualTo(200);
    return drafted.text("/id");
  }

  /** Where Rotterdam stands when it has read all. */
  private static String end() {
    String cursor = "";
    Api.Answer page;
    do {
      page = pull(cursor);
      cursor = page.text("/cursor");
    } while (page.json().at("/more").booleanValue());
    return cursor;
  }

  private static Api.Answer pull(String cursor) {
    return pull("100", cursor);
  }

  private static Api.Answer pull(String limit, String cursor) {
    Api.Answer page =
        Api.send(
            PeerCalls.get(
                antwerp,
                PeerCalls.peer("NLRTM"),
                registry.key("NLRTM"),
                OBJECTS + "?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
    assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
    return page;
  }

  private static List<String> payloads(Api.Answer page) {
    return page.json()
        .at("/objects")
        .valueStream()
        .map(object -> object.asString().split("\\.", -1)[1])
        .map(text -> new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> ids(Api.Answer page) {
    return payloads(page).stream()
        .map(payload -> Api.JSON.readTree(payload).path("id").asString())
        .toList();
  }
}
