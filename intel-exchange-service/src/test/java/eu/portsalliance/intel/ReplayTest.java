package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.BE_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Stored answers are given again to whoever may still read what they hold, and recorded. */
class ReplayTest {

  private static final Api VISITOR = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-analyst");

  @Test
  void anEditAndAReviewAreNotReplayedToAWriterWhoReadsTheAlertNoLonger() {
    String named = "[\"be-federal-police:be-officer\"]";
    String draft = Ports.draft("RED", "[]", "persons", named);
    String id = BE_ANALYST.draft(draft).text("/id");
    var edit = (ObjectNode) Api.JSON.readTree(draft);
    edit.put("version", 1);
    String editKey = UUID.randomUUID().toString();
    String reviewKey = UUID.randomUUID().toString();
    String review = "/api/intel/alerts/" + id + "/review";
    assertThat(put(BE_ANALYST, "/api/intel/alerts/" + id, edit.toString(), editKey).status())
        .isEqualTo(200);
    assertThat(BE_ANALYST.post(review, "{\"version\":2}", reviewKey).status()).isEqualTo(200);

    int before = readings(id);
    Api.Answer again = BE_ANALYST.post(review, "{\"version\":2}", reviewKey);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.raw().headers().firstValue("Idempotent-Replay")).hasValue("true");
    assertThat(readings(id)).isEqualTo(before + 1);

    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    absent(put(BE_ANALYST, "/api/intel/alerts/" + id, edit.toString(), editKey));
    absent(BE_ANALYST.post(review, "{\"version\":2}", reviewKey));
  }

  @Test
  void whatWasDoneWithAnAlertIsNotReplayedOnceItIsTakenBack() {
    String id =
        Ports.released(
            "AMBER",
            "[{\"organisation\":\"be-federal-police\"},{\"organisation\":\"nl-customs\"}]");
    await().until(() -> VISITOR.sees(id));
    String path = "/api/intel/alerts/" + id;
    String sorted = "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}";
    String key = UUID.randomUUID().toString();
    assertThat(put(VISITOR, path + "/disposition", sorted, key).status()).isEqualTo(200);
    assertThat(put(VISITOR, path + "/disposition", sorted, key).status()).isEqualTo(200);

    String reason = "{\"version\":1,\"reason\":\"The box was another.\"}";
    assertThat(BE_OFFICER.act(id, "revocation", reason).status()).isEqualTo(200);
    assertThat(BE_SECOND.act(id, "revocation/confirm", "{\"version\":1}").status()).isEqualTo(200);
    await().until(() -> !VISITOR.sees(id));
    absent(put(VISITOR, path + "/disposition", sorted, key));
  }

  @Test
  void anEmptyListDoesNotTellThatSomethingIsHidden() {
    Ports.released("GREEN", "[]");
    String last = Ports.released("GREEN", "[]");
    await().until(() -> BE_OFFICER.sees(last));
    Api.Answer kept = BE_OFFICER.getFor("audit", "/api/intel/alerts?limit=1");
    assertThat(kept.status()).as(kept.raw().body()).isEqualTo(200);
    assertThat(kept.json().at("/items")).isEmpty();
    assertThat(kept.json().at("/next").isNull()).isTrue();
    assertThat(BE_OFFICER.get("/api/intel/alerts?limit=1").json().at("/next").isNull()).isFalse();
  }

  private static int readings(String id) {
    return Integer.parseInt(
        BEANR
            .rows(
                "select count(*) from audit_record where what = 'read alert' and '"
                    + id
                    + "' = any(ids)")
            .getFirst());
  }

  private static Api.Answer put(Api caller, String path, String body, String key) {
    return Api.send(
        caller
            .request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static void absent(Api.Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(404);
    assertThat(answer.text("/type")).isEqualTo("/problems/not-found");
  }
}
