package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rounds on days long after those of other tests; each looks for the notices of its own alerts. */
class ReviewsTest {

  @Test
  void whoeverControlsAnAlertIsToldOnceThatItsReviewDateHasPassed() {
    String id = Ports.released("AMBER", "[]", "reviewOn", "\"2097-03-01\"");

    round("2097-03-01T23:59:59Z");
    assertThat(told(id)).isEmpty();
    round("2097-03-02T00:00:00Z");
    round("2097-03-05T00:00:00Z");

    assertThat(told(id)).containsExactly("be-federal-police review-due BEANR false");
    assertThat(notices(Ports.BE_ANALYST)).contains(id);
    assertThat(notices(Ports.NL_ANALYST)).doesNotContain(id);
  }

  @Test
  void ofAnAlertForNamedPersonsThoseAloneAreTold() {
    String id =
        Ports.released(
            "RED",
            "[]",
            "reviewOn",
            "\"2097-03-03\"",
            "persons",
            "[\"be-federal-police:be-officer\"]");
    Api other = Api.person(Ports.BEANR, "be-other", "be-federal-police", "intel-analyst");

    round("2097-03-04T00:00:00Z");

    assertThat(told(id)).containsExactly("be-federal-police review-due BEANR true");
    assertThat(notices(Ports.BE_OFFICER)).contains(id);
    assertThat(notices(other)).doesNotContain(id);
  }

  @Test
  void whatIsOverOrTakenBackNeedsNoReview() {
    String over =
        Ports.released(
            "AMBER", "[]", "reviewOn", "\"2097-03-03\"", "validUntil", "\"2097-03-03T12:00:00Z\"");
    String taken = Ports.released("AMBER", "[]", "reviewOn", "\"2097-03-03\"");
    Ports.BE_ANALYST.act(taken, "revocation", "{\"version\":1,\"reason\":\"A mistake.\"}");
    assertThat(Ports.BE_OFFICER.act(taken, "revocation/confirm", "{\"version\":1}").status())
        .isEqualTo(200);

    round("2097-03-04T00:00:00Z");

    assertThat(told(over)).isEmpty();
    assertThat(told(taken)).isEmpty();
  }

  private static void round(String at) {
    Ports.BEANR.bean(Reviews.class).round(Instant.parse(at)).block(Duration.ofSeconds(10));
  }

  private static List<String> told(String id) {
    return Ports.BEANR.rows(
        "select organisation || ' ' || kind || ' ' || port || ' ' || quiet from duty_notice where about = '"
            + id
            + "' and kind = 'review-due'");
  }

  private static List<String> notices(Api who) {
    return who.get("/api/intel/duty/notices?limit=200")
        .json()
        .path("items")
        .valueStream()
        .map(item -> item.path("about").asString())
        .toList();
  }
}
