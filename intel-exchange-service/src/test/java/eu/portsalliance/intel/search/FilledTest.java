package eu.portsalliance.intel.search;

import static eu.portsalliance.intel.Ports.BEANR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts that are kept from a reader take no place among those that are theirs. */
class FilledTest {

  private static final Api VISITOR = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-reader");

  @AfterEach
  void nothingIsKept() {
    BEANR.execute("delete from alert_index where object_id like 'indicator--kept-%'");
  }

  @Test
  void aSearchIsFilledFromBehindWhatIsKeptAndEndsWithWhatIsTheirs() {
    String id = released("yallara", "TRLU4000012");
    kept(id, Searching.MOST + 100);
    Api.Answer answer = VISITOR.get("/api/intel/alerts/search?q=yallara");
    assertThat(ids(answer, "/id")).containsExactly(id);
    assertThat(answer.json().at("/total").intValue()).isEqualTo(1);
    assertThat(answer.json().at("/more").booleanValue()).isFalse();
    assertThat(answer.json().at("/next").isNull()).isTrue();
  }

  @Test
  void whoMayReadNothingIsNotToldThatThereIsMore() {
    String id = released("kultarr", "TRLU4000028");
    kept(id, 5 * Searching.MOST);
    Api.Answer answer = VISITOR.getFor("audit", "/api/intel/alerts/search?q=kultarr");
    assertThat(answer.json().at("/items")).isEmpty();
    assertThat(answer.json().at("/more").booleanValue()).isFalse();
    assertThat(answer.json().at("/next").isNull()).isTrue();
  }

  @Test
  void relatedAlertsAreFilledFromBehindWhatIsKept() {
    String one = released("ningaui", "TRLU4000033");
    String other = released("ningaui", "TRLU4000033");
    kept(other, 3 * Searching.COMMON);
    Api.Answer answer = VISITOR.get("/api/intel/alerts/" + one + "/related");
    assertThat(ids(answer, "/alert/id")).containsExactly(other);
    assertThat(answer.json().at("/common")).isEmpty();
  }

  private static List<String> ids(Api.Answer answer, String pointer) {
    return answer
        .json()
        .at("/items")
        .valueStream()
        .map(item -> item.at(pointer).asString())
        .toList();
  }

  private static String released(String word, String box) {
    String id =
        Ports.released(
            "GREEN",
            "[]",
            "narrative",
            "\"The " + word + " stands there.\"",
            "containers",
            "[\"" + box + "\"]");
    await()
        .until(() -> VISITOR.get("/api/intel/alerts/search?q=" + word).raw().body().contains(id));
    return id;
  }

  /** Newer ones that are found by the same, and that the policy refuses. */
  private static void kept(String id, int many) {
    BEANR.execute(
        """
        insert into alert_index
          (object_id, modified, place, kind, tlp, audience, persons, handling_code, action_on, regime,
           controller, origin, valid_until, terms, recipients, words)
        select 'indicator--kept-' || n, modified, nextval('alert_index_place'), kind, 'AMBER',
               array['be-federal-police'], persons, handling_code, action_on, regime, controller, origin,
               valid_until, terms, recipients, words
          from alert_index, generate_series(1, %d) n where object_id = '%s'
        """
            .formatted(many, id));
  }
}
