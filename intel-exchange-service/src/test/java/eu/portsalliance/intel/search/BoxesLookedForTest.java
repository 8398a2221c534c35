package eu.portsalliance.intel.search;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.TestPort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever searches for a box looks at it: recorded, counted and felt, like any other look. */
class BoxesLookedForTest {

  private static final Api VISITOR = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-reader");

  @ParameterizedTest
  @CsvSource({
    "q=TCLU4000017, TCLU4000017",
    "q=tclu%20400002%202%20seal, TCLU4000022",
    "q=quenda%20-TCLU4000030, TCLU4000030",
    "q=%22TCLU4000049%22, TCLU4000049",
    "indicator=TCLU4000059, TCLU4000059",
    "indicator=tclu400006-4, TCLU4000064",
    "indicator-type=seal&indicator=TCLU4000074, TCLU4000074",
    "q=T%E2%93%92LU4000080, TCLU4000080",
    "indicator=TCLU%EF%BC%94000095, TCLU4000095"
  })
  void aSearchForABoxNamesItInTheRecordAlsoWhenNothingIsFound(String query, String box) {
    assertThat(search(VISITOR, query).json().at("/items")).isEmpty();
    assertThat(
            BEANR.rows(
                "select actor || ' ' || cardinality(ids) from audit_record"
                    + " where what = 'search alerts' and '"
                    + hash(BEANR, box)
                    + "' = any(ids)"))
        .containsExactly("nl-customs:nl-visitor 1");
  }

  @Test
  void aHitIsNamedBesideItsBox() {
    String box = "TCLU4100011";
    String id = Ports.released("GREEN", "[]", "containers", "[\"" + box + "\"]");
    await().until(() -> found(BE_ANALYST, "indicator=" + box, id));
    assertThat(
            BEANR.rows(
                "select distinct what from audit_record where ids @> array['"
                    + id
                    + "', '"
                    + hash(BEANR, box)
                    + "'] and what = 'search alerts'"))
        .hasSize(1);
  }

  @Test
  void aBoxInAnotherFormOfItsLettersIsFoundAndCounted() {
    String box = "TKLU4150017";
    String id = Ports.released("GREEN", "[]", "containers", "[\"" + box + "\"]");
    await().until(() -> found(BE_ANALYST, "indicator=" + box, id));
    Api searcher = Api.person(BEANR, "be-kelvin", "be-federal-police", "intel-analyst");
    assertThat(found(searcher, "q=T%E2%84%AALU4150017", id)).isTrue();
    assertThat(found(searcher, "q=TKLU%EF%BC%94150017", id)).isTrue();
    assertThat(found(searcher, "indicator=T%E2%84%AALU4150017", id)).isTrue();
    assertThat(
            BEANR.rows(
                "select boxes::text from look_allowance where actor = '"
                    + hash(BEANR, "be-federal-police:be-kelvin")
                    + "'"))
        .containsExactly("{" + hash(BEANR, box) + "}");
    assertThat(
            BEANR.rows(
                "select count(*) from audit_record where what = 'search alerts'"
                    + " and actor = 'be-federal-police:be-kelvin' and '"
                    + hash(BEANR, box)
                    + "' = any(ids)"))
        .containsExactly("3");
  }

  @Test
  void whoeverOwnsTheAlertIsToldOfASearchThatFindsNothing() {
    String box = "TCLU4200010";
    String id =
        Ports.released("AMBER", "[]", "containers", "[\"" + box + "\"]", "actionOn", "\"inform\"");
    search(VISITOR, "q=TCLU4299999");
    Api.Answer answer = search(VISITOR, "q=" + box);
    assertThat(answer.json()).isEqualTo(search(VISITOR, "q=TCLU4299999").json());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> looksAt(id).equals(List.of("BEANR nl-customs")));
  }

  @Test
  void aSearchAtAnotherPortIsToldToTheOrigin() {
    String box = "TCLU4300016";
    String id =
        Ports.released(
            "AMBER",
            "[{\"port\":\"NLRTM\"}]",
            "containers",
            "[\"" + box + "\"]",
            "actionOn",
            "\"inform\"");
    await().atMost(Duration.ofSeconds(30)).until(() -> found(NL_ANALYST, "indicator=" + box, id));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> looksAt(id).equals(List.of("NLRTM nl-customs")));
    assertThat(NLRTM.rows("select unnest(boxes) from look_allowance")).contains(hash(NLRTM, box));
  }

  @Test
  void theAllowanceIsTheSameForABoxUnderAnAlertAndForAnyOther() {
    String flagged = "TCLU4400011";
    Ports.released("AMBER", "[]", "containers", "[\"" + flagged + "\"]");
    Api searcher = Api.person(BEANR, "nl-curious", "nl-customs", "intel-reader");
    String actor = BEANR.bean(AuditTrail.class).hash("nl-customs:nl-curious");
    // for the day on which this runs, and for the one that may begin meanwhile
    BEANR.execute(
        "insert into look_allowance (actor, day, boxes)"
            + " select '"
            + actor
            + "', cast(now() at time zone 'UTC' as date) + d,"
            + " array(select 'box' || n from generate_series(1, 148) n) || array['"
            + hash(BEANR, flagged)
            + "', '"
            + hash(BEANR, "TCLU4400027")
            + "'] from generate_series(0, 1) d");

    Api.Answer unflagged = search(searcher, "indicator=TCLU4400032");
    Api.Answer other = search(searcher, "q=TCLU4499999");
    assertThat(unflagged.status()).isEqualTo(429);
    assertThat(unflagged.text("/type")).isEqualTo("/problems/too-many-requests");
    assertThat(other.json()).isEqualTo(unflagged.json());
    assertThat(search(searcher, "q=" + flagged).status()).isEqualTo(200);
    assertThat(search(searcher, "q=TCLU4400027").status()).isEqualTo(200);
    assertThat(search(searcher, "q=seal").status()).isEqualTo(200);
    String another = "TCLU4400048";
    Ports.released("AMBER", "[]", "containers", "[\"" + another + "\"]");
    assertThat(search(searcher, "q=" + another).json()).isEqualTo(unflagged.json());
  }

  private static List<String> looksAt(String id) {
    return BEANR.rows(
        "select distinct port || ' ' || by_organisation from duty_notice"
            + " where kind = 'look-up' and about = '"
            + id
            + "'");
  }

  private static boolean found(Api reader, String query, String id) {
    return search(reader, query).raw().body().contains(id);
  }

  private static Api.Answer search(Api reader, String query) {
    return reader.get("/api/intel/alerts/search?" + query);
  }

  private static String hash(TestPort port, String box) {
    return port.bean(AuditTrail.class).hash(box);
  }
}
