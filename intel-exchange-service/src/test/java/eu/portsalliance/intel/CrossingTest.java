package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
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
import org.junit.jupiter.api.Test;

class CrossingTest {

  private static final String TO_BOTH = "[{\"port\":\"NLRTM\"},{\"organisation\":\"de-customs\"}]";

  @Test
  void anAlertThatTwoReleasedReachesEverybodyEntitledOnceWithAValidSignature() {
    try (Events rotterdam = stream(NL_ANALYST);
        Events hamburg = stream(DE_ANALYST);
        Events antwerp = stream(BE_OFFICER)) {
      String id = Ports.released("AMBER", TO_BOTH);
      await()
          .atMost(Duration.ofSeconds(2))
          .until(
              () -> rotterdam.count(id) == 1 && hamburg.count(id) == 1 && antwerp.count(id) == 1);
      Api.Answer there = NL_ANALYST.get("/api/intel/alerts/" + id);
      assertThat(there.text("/signature/port")).isEqualTo("BEANR");
      assertThat(there.json().at("/signature/valid").booleanValue()).isTrue();
      assertThat(there.json().at("/draftedBy").isNull()).isTrue();
      assertThat(there.json().at("/audience").valueStream().map(Object::toString))
          .containsExactly("\"de-customs\"", "\"nl-customs\"", "\"nl-seaport-police\"");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> receipts(id).containsAll(List.of("NLRTM", "DEHAM")));
      assertThat(BE_OFFICER.get("/api/intel/alerts/" + id).text("/draftedBy/person"))
          .isEqualTo("be-federal-police:be-analyst");
    }
  }

  private static List<String> receipts(String id) {
    return BE_OFFICER
        .get("/api/intel/alerts/" + id)
        .json()
        .at("/receipts")
        .valueStream()
        .map(receipt -> receipt.path("port").asString())
        .toList();
  }

  @Test
  void theBytesOfTheOriginAreTheBytesOfTheReceiver() {
    String id = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    String bytes =
        "select jws_header || encode(payload, 'hex') || jws_signature from object_versions where id = '"
            + id
            + "'";
    assertThat(NLRTM.rows(bytes)).hasSize(1).isEqualTo(BEANR.rows(bytes));
  }

  @Test
  void anAlertForOneOrganisationNeverReachesAnotherPortByAnyPath() {
    try (Events rotterdam = stream(NL_ANALYST)) {
      String id = Ports.released("AMBER+STRICT", "[{\"organisation\":\"de-customs\"}]");
      await().atMost(Duration.ofSeconds(20)).until(() -> DE_ANALYST.sees(id));
      // what came later is there, so what came before would be there too
      String later = Ports.released("GREEN", "[]");
      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.count(later) == 1);
      assertThat(rotterdam.count(id)).isZero();
      assertThat(NL_OFFICER.get("/api/intel/alerts?limit=200").raw().body()).doesNotContain(id);
      Api.Answer hidden = NL_OFFICER.get("/api/intel/alerts/" + id);
      Api.Answer absent =
          NL_OFFICER.get("/api/intel/alerts/indicator--00000000-0000-4000-8000-000000000000");
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.raw().body()).isEqualTo(absent.raw().body());
      assertThat(PeerCalls.everything(BEANR, "NLRTM", REGISTRY.key("NLRTM")))
          .noneMatch(object -> object.contains(id));
      assertThat(PeerCalls.everything(BEANR, "DEHAM", REGISTRY.key("DEHAM")))
          .anyMatch(object -> object.contains(id));
      for (String table :
          List.of("object_versions", "deliveries", "quarantine", "receipts_due", "audit_record")) {
        assertThat(
                NLRTM.rows("select t::text from " + table + " t where t::text like '%" + id + "%'"))
            .as(table)
            .isEmpty();
      }
    }
  }

  @Test
  void anAlertForTheOwnAuthoritiesStaysAtHome() {
    String id = Ports.released("AMBER", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    assertThat(BEANR.rows("select recipient from deliveries where object_id = '" + id + "'"))
        .containsExactlyInAnyOrder("organisation:be-federal-police", "service:risk-service");
  }

  @Test
  void aRedAlertIsForTheNamedPersonsOnly() {
    String id = Ports.released("RED", "[]", "persons", "[\"be-federal-police:be-officer\"]");
    Api other = Api.person(BEANR, "be-other", "be-federal-police", "intel-officer");
    try (Events named = Events.of(BE_OFFICER.request("/api/intel/alerts/stream")).opened()) {
      assertThat(named.ended()).isFalse();
      assertThat(BE_OFFICER.sees(id)).isTrue();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                BEANR
                    .rows("select recipient from deliveries where object_id = '" + id + "'")
                    .equals(List.of("person:be-federal-police:be-officer")));
    assertThat(BE_OFFICER.get("/api/intel/alerts?limit=200").raw().body()).contains(id);
    assertThat(other.sees(id)).isFalse();
    assertThat(other.get("/api/intel/alerts?limit=200").raw().body()).doesNotContain(id);
    assertThat(PeerCalls.service(BEANR)).noneMatch(object -> object.contains(id));
  }

  @Test
  void anOperatorReadsOnlyWhatNamesIt() {
    Api terminal = Api.person(NLRTM, "desk", "some-terminal", "intel-reader");
    String all = Ports.released("AMBER", TO_BOTH);
    String named = Ports.released("AMBER", "[{\"organisation\":\"some-terminal\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> terminal.sees(named));
    assertThat(terminal.sees(all)).isFalse();
    assertThat(NL_ANALYST.sees(named)).isFalse();
  }

  @Test
  void withTheRegistryDownAlertsStillCross() {
    REGISTRY.down(true);
    try {
      NLRTM.fetchDirectory();
      String id = Ports.released("AMBER", TO_BOTH);
      await().atMost(Duration.ofSeconds(2)).until(() -> NL_ANALYST.sees(id) && DE_ANALYST.sees(id));
    } finally {
      REGISTRY.down(false);
    }
  }

  @Test
  void aStreamGoesOnWhereItWasLeft() {
    String first;
    String last;
    try (Events rotterdam = stream(NL_ANALYST)) {
      first = Ports.released("GREEN", "[]");
      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.count(first) == 1);
      last = rotterdam.named("alert").getLast().id();
    }
    String second = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(second));
    try (Events again =
        Events.of(NL_ANALYST.request("/api/intel/alerts/stream").header("Last-Event-ID", last))
            .opened()) {
      await().atMost(Duration.ofSeconds(20)).until(() -> again.count(second) == 1);
      assertThat(again.count(first)).isZero();
    }
    try (Events foreign =
        Events.of(DE_ANALYST.request("/api/intel/alerts/stream").header("Last-Event-ID", last))) {
      assertThat(foreign.status()).isEqualTo(400);
    }
  }

  @Test
  void everyReadingIsRecordedWithItsPurposeBeforeItIsAnswered() {
    String id = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    assertThat(
            NLRTM.rows(
                "select act || ' ' || actor || ' ' || purpose || ' ' || case_number from audit_record"
                    + " where '"
                    + id
                    + "' = any(ids) and act = 'CONSULTATION' and what = 'read alert'"))
        .contains("CONSULTATION nl-customs:nl-analyst investigation 2026/17");
    assertThat(
            BEANR.rows(
                "select recipient from audit_record where '"
                    + id
                    + "' = any(ids) and act = 'DISCLOSURE'"))
        .singleElement()
        .asString()
        .contains("peer:NLRTM");
  }

  private static Events stream(Api api) {
    return Events.of(api.request("/api/intel/alerts/stream")).opened();
  }
}
