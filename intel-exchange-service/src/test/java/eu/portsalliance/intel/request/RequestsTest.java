package eu.portsalliance.intel.request;

import static eu.portsalliance.intel.request.Clocked.listed;
import static eu.portsalliance.intel.request.Clocked.notices;
import static eu.portsalliance.intel.request.Clocked.round;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RequestsTest {
  private static final Api NL_SECOND =
      Api.person(Ports.NLRTM, "nl-second", "nl-customs", "intel-officer");
  private static final Api DE_ANALYST = Ports.DE_ANALYST;

  private final Instant due =
      Instant.now().plus(8, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  @Test
  void aRequestIsListedWhereItIsAskedAndWhereItIsAskedFrom() {
    String id = asked(due);

    JsonNode in = listed(Ports.NL_ANALYST, "in", id).orElseThrow();
    assertThat(in.path("origin").asString()).isEqualTo("BEANR");
    assertThat(in.path("dueAt").asString()).isEqualTo(due.toString());
    assertThat(in.path("answers")).isEmpty();
    assertThat(listed(Ports.BE_ANALYST, "out", id)).isPresent();
    assertThat(listed(Ports.BE_ANALYST, "in", id)).isEmpty();
    assertThat(listed(DE_ANALYST, "in", id)).isEmpty();
    assertThat(Ports.NL_ANALYST.get("/api/intel/requests?direction=both").text("/errors/0/field"))
        .isEqualTo("direction");
  }

  @Test
  void anAnswerIsADraftThatPeopleReleaseAndStandsWithTheRequest() {
    String id = asked(due);

    String answer = answered(id);

    assertThat(answers(Ports.NL_ANALYST, "in", id)).containsExactly(answer);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answers(Ports.BE_ANALYST, "out", id).equals(List.of(answer)));
  }

  @Test
  void whoeverIsAskedIsToldWhenLittleTimeIsLeftAndWhenNoneIs() {
    String id = asked(due);

    round(Ports.NLRTM, due.minus(Duration.ofMinutes(31)));
    assertThat(notices(Ports.NLRTM, id)).isEmpty();
    round(Ports.NLRTM, due.minus(Duration.ofMinutes(29)));
    round(Ports.NLRTM, due.minus(Duration.ofMinutes(28)));
    assertThat(notices(Ports.NLRTM, id))
        .containsExactlyInAnyOrder("nl-customs clock-near", "nl-seaport-police clock-near");
    round(Ports.NLRTM, due);
    assertThat(notices(Ports.NLRTM, id))
        .contains("nl-customs clock-over", "nl-seaport-police clock-over")
        .hasSize(4);
  }

  @Test
  void whoeverAskedIsToldWhenTimeIsOverAndNobodyAnswered() {
    String open = asked(due);
    String closed = asked(due);
    String answer = answered(closed);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answers(Ports.BE_ANALYST, "out", closed).equals(List.of(answer)));

    round(Ports.BEANR, due.minusSeconds(1));
    assertThat(notices(Ports.BEANR, open)).isEmpty();
    round(Ports.BEANR, due.plusSeconds(1));
    round(Ports.NLRTM, due.plusSeconds(1));

    assertThat(notices(Ports.BEANR, open)).containsExactly("be-federal-police clock-over");
    assertThat(notices(Ports.BEANR, closed)).isEmpty();
    assertThat(notices(Ports.NLRTM, closed)).isEmpty();
  }

  @Test
  void anAnswerStopsTheClockOfItsOwnPortAlone() {
    String id = asked(due, "[{\"port\":\"NLRTM\"},{\"port\":\"DEHAM\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> listed(DE_ANALYST, "in", id).isPresent());
    assertThat(ports(Ports.BE_ANALYST, "out", id)).containsExactly("DEHAM due", "NLRTM due");
    String answer = answered(id);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answers(Ports.BE_ANALYST, "out", id).equals(List.of(answer)));

    round(Ports.BEANR, due.plusSeconds(1));
    round(Ports.NLRTM, due.plusSeconds(1));
    round(Ports.DEHAM, due.plusSeconds(1));

    assertThat(ports(Ports.BE_ANALYST, "out", id)).containsExactly("DEHAM due", "NLRTM answered");
    assertThat(ports(Ports.NL_ANALYST, "in", id)).containsExactly("NLRTM answered");
    assertThat(ports(DE_ANALYST, "in", id)).containsExactly("DEHAM due");
    assertThat(notices(Ports.BEANR, id)).containsExactly("be-federal-police clock-over");
    assertThat(Ports.BEANR.rows("select port from duty_notice where about = '" + id + "'"))
        .containsExactly("DEHAM");
    assertThat(notices(Ports.NLRTM, id)).isEmpty();
    assertThat(notices(Ports.DEHAM, id)).containsExactly("de-customs clock-over");
  }

  @Test
  void anAnswerThatOneMayNotReadDoesNotShow() {
    String id = asked(due);
    Api other = Api.person(Ports.NLRTM, "np-analyst", "nl-seaport-police", "intel-analyst");

    answered(id);

    assertThat(ports(Ports.NL_ANALYST, "in", id)).containsExactly("NLRTM answered");
    assertThat(ports(other, "in", id)).containsExactly("NLRTM due");
  }

  private static List<String> ports(Api who, String direction, String id) {
    return listed(who, direction, id).stream()
        .flatMap(item -> item.path("ports").valueStream())
        .map(
            asked ->
                asked.path("port").asString() + (asked.has("answeredAt") ? " answered" : " due"))
        .toList();
  }

  @Test
  void requestsThatAreKeptFromAReaderTakeNoPlaceInTheirList() {
    String id = asked(due);
    Ports.NLRTM.execute(
        """
        insert into information_request (id, modified, version, origin, controller, due_at, asked, named_only)
        select 'indicator--kept-' || n, now(), 1, 'BEANR', 'be-federal-police', '%s', '{nobody}', false
          from generate_series(1, 250) n
        """
            .formatted(due.minus(Duration.ofHours(4))));
    try {
      assertThat(listed(Ports.NL_ANALYST, "in", id)).isPresent();
    } finally {
      Ports.NLRTM.execute("delete from information_request where id like 'indicator--kept-%'");
    }
  }

  @Test
  void answersThatAreKeptFromAReaderHideNoneThatIsTheirs() {
    String id = asked(due);
    kept(id, "NLRTM", 2_500);
    try {
      String answer = answered(id);
      assertThat(answers(Ports.NL_ANALYST, "in", id)).containsExactly(answer);
      assertThat(ports(Ports.NL_ANALYST, "in", id)).containsExactly("NLRTM answered");
    } finally {
      Ports.NLRTM.execute("delete from information_answer_given where id like 'indicator--kept-%'");
    }
  }

  @Test
  void aPortThatAnswersWithoutEndHidesNoneOfAnother() {
    String id = asked(due);
    kept(id, "DEHAM", 20_000);
    try {
      String answer = answered(id);
      assertThat(answers(Ports.NL_ANALYST, "in", id)).containsExactly(answer);
    } finally {
      Ports.NLRTM.execute("delete from information_answer_given where id like 'indicator--kept-%'");
    }
  }

  /** Earlier answers of a port that nobody here may read. */
  private static void kept(String request, String port, int many) {
    Ports.NLRTM.execute(
        """
        insert into information_answer_given (id, request, origin, controller, at)
        select 'indicator--kept-' || n, '%s', '%s', 'nobody', now() - interval '1 hour'
          from generate_series(1, %d) n
        """
            .formatted(request, port, many));
  }

  private static String asked(Instant due) {
    return asked(due, "[{\"port\":\"NLRTM\"}]");
  }

  private static String asked(Instant due, String ports) {
    String id =
        Ports.released(
            "AMBER",
            ports,
            "kind",
            "\"request-for-information\"",
            "actionOn",
            "\"inform\"",
            "dueAt",
            "\"" + due + "\"");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listed(Ports.NL_ANALYST, "in", id).isPresent());
    return id;
  }

  private static String answered(String request) {
    ObjectNode draft =
        (ObjectNode) Api.JSON.readTree(Ports.draft("AMBER", "[{\"port\":\"BEANR\"}]"));
    draft.put("kind", "answer").put("actionOn", "inform").put("inReplyTo", request);
    Api.Answer drafted = Ports.NL_ANALYST.draft(draft.toString());
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    Api.Answer released = NL_SECOND.release(drafted.text("/id"), 1);
    assertThat(released.status()).as(released.raw().body()).isEqualTo(200);
    String id = drafted.text("/id");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answers(Ports.NL_ANALYST, "in", request).contains(id));
    return id;
  }

  private static List<String> answers(Api who, String direction, String id) {
    return listed(who, direction, id).stream()
        .flatMap(item -> item.path("answers").valueStream())
        .map(answer -> answer.path("id").asString())
        .toList();
  }
}
