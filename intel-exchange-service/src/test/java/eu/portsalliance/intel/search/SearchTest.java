package eu.portsalliance.intel.search;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.DE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final String NL = "[{\"port\":\"NLRTM\"}]";
  private static final String DE = "[{\"port\":\"DEHAM\"}]";
  private static final String BOTH = "[{\"port\":\"NLRTM\"},{\"port\":\"DEHAM\"}]";

  @Test
  void anAlertIsFoundByWordAndByBoxHereAndAtThePortThatReceivedIt() {
    String id = released("AMBER", NL, "quokka", "[\"TGHU4000012\"]");
    found(BE_ANALYST, "q=quokka", id);
    found(NL_ANALYST, "q=quokka", id);
    found(NL_ANALYST, "q=TGHU4000012", id);
    found(NL_ANALYST, "indicator=tghu%20400001-2&kind=container-of-interest&origin=BEANR", id);
    found(NL_ANALYST, "q=quokka&indicator-type=container&tlp=AMBER&action-on=control", id);
    assertThat(ids(NL_ANALYST, "q=quokka&tlp=GREEN")).isEmpty();
    assertThat(ids(NL_ANALYST, "q=quokka&from=2098-01-01T00:00:00Z")).isEmpty();
    assertThat(ids(NL_ANALYST, "q=quokka%20-seal")).isEmpty();
  }

  @Test
  void whatAReaderMayNotSeeIsNeitherFoundNorCounted() {
    String theirs = released("AMBER", "[]", "wombat", "[\"TGHU4000028\"]");
    String everybodys = released("GREEN", "[]", "wombat", "[\"TGHU4000028\"]");
    Api visitor = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-reader");
    found(BE_ANALYST, "q=wombat", everybodys, theirs);
    found(visitor, "q=wombat", everybodys);
    Api.Answer answer = search(visitor, "q=wombat");
    assertThat(answer.json().at("/total").intValue()).isEqualTo(1);
    assertThat(answer.json().at("/facets").toString())
        .isEqualTo(
            "{\"actionOn\":{\"control\":1},\"disposition\":{\"open\":1},\"kind\":{\"container-of-interest\":1},"
                + "\"origin\":{\"BEANR\":1},\"tlp\":{\"GREEN\":1}}");
    assertThat(answer.raw().body()).doesNotContain(theirs);
    Api stranger = Api.person(BEANR, "x", "unknown-organisation", "intel-officer");
    assertThat(ids(stranger, "q=wombat")).isEmpty();
  }

  @Test
  void redIsNeverFoundNorCountedNotEvenByTheNamed() {
    String marker = released("GREEN", "[]", "numbat", "[\"TGHU4000033\"]");
    String red =
        released(
            "RED",
            "[]",
            "numbat",
            "[\"TGHU4000033\"]",
            "persons",
            "[\"be-federal-police:be-officer\"]",
            "actionOn",
            "\"inform\"");
    assertThat(BE_OFFICER.sees(red)).isTrue();
    String after = released("GREEN", "[]", "numbat", "[\"TGHU4000033\"]");
    found(BE_OFFICER, "q=numbat", after, marker);
    assertThat(search(BE_OFFICER, "q=numbat").json().at("/total").intValue()).isEqualTo(2);
    assertThat(related(BE_OFFICER, marker)).containsExactly(after);
  }

  @Test
  void pagesJoinWithoutAGapAndEachCursorIsItsReadersOwn() {
    List<String> released =
        IntStream.range(0, 5)
            .mapToObj(n -> released("GREEN", "[]", "bilby", "[\"TGHU4000049\"]"))
            .toList();
    found(BE_ANALYST, "q=bilby", released.reversed().toArray(String[]::new));
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Api.Answer page = search(BE_ANALYST, "q=bilby&limit=2" + cursor);
      page.json().at("/items").forEach(item -> seen.add(item.at("/id").asString()));
      cursor = page.json().at("/next").isNull() ? "" : "&cursor=" + page.text("/next");
      if (!cursor.isEmpty()) {
        assertThat(search(BE_OFFICER, "q=bilby" + cursor).text("/type"))
            .isEqualTo("/problems/invalid-cursor");
      }
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactlyElementsOf(released.reversed());
  }

  @Test
  void alertsThatShareABoxAreRelatedAndACommonOneFloodsNobody() {
    List<String> crowd =
        IntStream.range(0, Searching.COMMON)
            .mapToObj(
                n ->
                    released(
                        "GREEN",
                        "[]",
                        "potoroo",
                        "[\"TGHU4000054\",\"TGHU40001%02d\"]".formatted(n)))
            .toList();
    String one = released("GREEN", "[]", "potoroo", "[\"TGHU4000054\",\"TGHU4000107\"]");
    found(BE_ANALYST, "q=TGHU4000107", one, crowd.get(7));
    Api.Answer answer = BE_ANALYST.get("/api/intel/alerts/" + one + "/related");
    assertThat(answer.json().at("/common").toString()).isEqualTo("[\"container:TGHU4000054\"]");
    assertThat(related(BE_ANALYST, one)).containsExactly(crowd.get(7));
    assertThat(answer.json().at("/items/0/shares").toString())
        .isEqualTo("[\"container:TGHU4000107\"]");
    Api.Answer unseen =
        Api.person(BEANR, "x", "unknown-organisation", "intel-officer")
            .get("/api/intel/alerts/" + one + "/related");
    assertThat(unseen.status()).isEqualTo(404);
    assertThat(BE_ANALYST.get("/api/intel/alerts/indicator--x/related").status()).isEqualTo(404);
  }

  @Test
  void anAlertThatWasTakenBackIsFoundNoMore() {
    String id = released("GREEN", "[]", "dunnart", "[\"TGHU4000075\"]");
    found(BE_ANALYST, "q=dunnart", id);
    BEANR.execute("update deliveries set withdrawn = true where object_id = '" + id + "'");
    BEANR.execute("insert into alert_index_due (object_id) values ('" + id + "')");
    found(BE_ANALYST, "q=dunnart");
  }

  @Test
  void whatAnH3AlertSaysIsNotFoundBeforeItsLimitsAreAccepted() {
    String id =
        released(
            "AMBER",
            NL,
            "antechinus",
            "[\"TGHU4000096\"]",
            "handlingCode",
            "\"H3\"",
            "limits",
            "\"For the desk.\"");
    String open = released("AMBER", NL, "antechinus", "[\"TGHU4000096\"]");
    String first = modified(id);
    found(NL_ANALYST, "from=" + first + "&kind=container-of-interest&tlp=AMBER", open, id);
    Api.Answer closed = search(NL_ANALYST, "from=" + first + "&kind=container-of-interest");
    assertThat(closed.text("/items/1/limits")).isEqualTo("For the desk.");
    assertThat(closed.json().at("/items/1").toString())
        .doesNotContain("antechinus", "TGHU4000096", "Box expected");
    String[] probes = {
      "q=antechinus", "indicator=TGHU4000096", "indicator-type=container&from=" + first
    };
    for (String probe : probes) {
      assertThat(ids(NL_ANALYST, probe)).as(probe).containsExactly(open);
      assertThat(search(NL_ANALYST, probe).json().at("/total").intValue()).isEqualTo(1);
    }
    assertThat(related(NL_ANALYST, open)).isEmpty();
    assertThat(related(NL_ANALYST, id)).isEmpty();

    NL_ANALYST.act(id, "acceptance", "{\"limits\":\"For the desk.\"}");
    for (String probe : probes) {
      assertThat(ids(NL_ANALYST, probe)).as(probe).containsExactly(open, id);
    }
    assertThat(related(NL_ANALYST, open)).containsExactly(id);
    assertThat(related(NL_ANALYST, id)).containsExactly(open);
    assertThat(related(NL_OFFICER, id)).isEmpty();
    assertThat(ids(NL_OFFICER, "q=antechinus")).containsExactly(open);
  }

  private static String modified(String id) {
    return BE_ANALYST.get("/api/intel/alerts/" + id).text("/modified");
  }

  @Test
  void anAmendmentIsFoundByWhatItSaysNowAndByThoseWhoMayReadItNow() {
    String id = released("AMBER", BOTH, "quoll", "[\"TGHU4100011\"]");
    found(NL_ANALYST, "q=quoll", id);
    found(DE_ANALYST, "q=TGHU4100011", id);
    String words = "\"A monjon stands there now.\"";
    BE_ANALYST.edit(id, 1, Ports.draft("AMBER", DE, "narrative", words));
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    found(BE_ANALYST, "q=monjon", id);
    found(DE_ANALYST, "q=monjon", id);
    found(NL_ANALYST, "q=quoll");
    for (Api reader : List.of(BE_ANALYST, NL_ANALYST, DE_ANALYST)) {
      assertThat(ids(reader, "q=quoll")).isEmpty();
      assertThat(ids(reader, "indicator=TGHU4100011")).isEmpty();
    }
    assertThat(ids(NL_ANALYST, "q=monjon")).isEmpty();
    notIndexedAtRotterdam(id);
  }

  @Test
  void whoeverLostTheRightIsNoReaderInTheIndexEither() {
    String both = "[{\"organisation\":\"nl-customs\"},{\"organisation\":\"nl-seaport-police\"}]";
    String id = released("AMBER", both, "dibbler", "[\"TGHU4100026\"]");
    found(NL_ANALYST, "q=dibbler", id);
    BE_ANALYST.edit(
        id,
        1,
        Ports.draft(
            "AMBER",
            "[{\"organisation\":\"nl-customs\"}]",
            "narrative",
            "\"A dibbler and a mulgara.\""));
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    found(NL_ANALYST, "q=mulgara", id);
    assertThat(
            NLRTM.rows("select unnest(recipients) from alert_index where object_id = '" + id + "'"))
        .contains("organisation:nl-customs")
        .doesNotContain("organisation:nl-seaport-police");
  }

  @Test
  void whatWasRevokedIsFoundNowhere() {
    String id = released("AMBER", BOTH, "pademelon", "[\"TGHU4100032\"]");
    found(BE_ANALYST, "q=pademelon", id);
    found(NL_ANALYST, "q=pademelon", id);
    BE_OFFICER.act(id, "revocation", "{\"version\":1,\"reason\":\"Another box.\"}");
    Api chief = Api.person(BEANR, "be-chief", "be-federal-police", "intel-officer");
    assertThat(chief.act(id, "revocation/confirm", "{\"version\":1}").text("/state"))
        .isEqualTo("revoked");
    found(BE_ANALYST, "q=pademelon");
    found(NL_ANALYST, "q=pademelon");
    notIndexedAtRotterdam(id);
  }

  @Test
  void everyWrongParameterIsNamed() {
    Api.Answer answer =
        search(
            BE_ANALYST,
            "tlp=BLUE&action-on=x&from=yesterday&disposition=x&state=released&colour=1");
    assertThat(answer.status()).isEqualTo(400);
    List<String> fields = new ArrayList<>();
    answer.json().at("/errors").forEach(error -> fields.add(error.at("/field").asString()));
    assertThat(fields)
        .containsExactlyInAnyOrder("tlp", "action-on", "from", "disposition", "state", "colour");
    assertThat(search(BE_ANALYST, "q=a%00b").status()).isEqualTo(400);
    assertThat(search(BE_ANALYST, "limit=201").status()).isEqualTo(400);
    assertThat(search(BE_ANALYST, "cursor=x").text("/type")).isEqualTo("/problems/invalid-cursor");
    assertThat(search(BE_ANALYST, "q=%27%20or%201=1%20--%20%26%7C!()%3A*").status()).isEqualTo(200);
  }

  @Test
  void aSearchAndACorrelationAreRecorded() {
    String id = released("GREEN", "[]", "phascogale", "[\"TGHU4000080\"]");
    found(BE_ANALYST, "q=phascogale", id);
    BE_ANALYST.get("/api/intel/alerts/" + id + "/related");
    assertThat(
            BEANR.rows(
                "select distinct act || ' ' || what from audit_record where '"
                    + id
                    + "' = any(ids) and what ~ 'search|relate' order by 1"))
        .contains("COMBINATION relate alerts", "CONSULTATION search alerts");
  }

  private static String released(
      String tlp, String audience, String word, String containers, String... more) {
    List<String> members =
        new ArrayList<>(
            List.of(
                "narrative",
                "\"The " + word + " stands beside the seal.\"",
                "containers",
                containers));
    members.addAll(List.of(more));
    return Ports.released(tlp, audience, members.toArray(String[]::new));
  }

  /** Answers ask the delivery log first, so they are right before the index is. */
  private static void notIndexedAtRotterdam(String id) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        NLRTM.rows(
                            "select object_id from alert_index where object_id = '" + id + "'"))
                    .isEmpty());
  }

  private static void found(Api reader, String query, String... ids) {
    await().untilAsserted(() -> assertThat(ids(reader, query)).containsExactly(ids));
  }

  private static List<String> ids(Api reader, String query) {
    List<String> ids = new ArrayList<>();
    search(reader, query).json().at("/items").forEach(item -> ids.add(item.at("/id").asString()));
    return ids;
  }

  private static List<String> related(Api reader, String id) {
    List<String> ids = new ArrayList<>();
    reader
        .get("/api/intel/alerts/" + id + "/related")
        .json()
        .at("/items")
        .forEach(item -> ids.add(item.at("/alert/id").asString()));
    return ids;
  }

  private static Api.Answer search(Api reader, String query) {
    return reader.get("/api/intel/alerts/search?" + query);
  }
}
