package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.risk.journey.Journeys;
import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.testkit.ContractClient.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RankingTest extends RiskTest {
  private static final String ARRIVED = "2026-11-20T08:00:00+01:00";

  @Autowired private Journeys journeys;

  @Test
  void anEntryIsWholeForTheReaderOfTheAlert() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    StixAlert alert = release(StixAlert.on(box));

    JsonNode entry = ranked(customs(), box).orElseThrow();

    JsonNode expected =
        JsonMapper.shared()
            .readTree(
                """
                {"position":%d,"container":"%s","checkDigitValid":true,"score":70,
                 "parts":[{"kind":"alert","code":"control","points":70,
                   "text":"Box expected with a switched seal","alert":"%s","tlp":"AMBER",
                   "origin":"BEANR"}],
                 "journey":{"id":"%s","state":"open","lastEvent":{"code":"DISC",
                   "classifier":"ACT","at":"2026-11-20T08:00:00+01:00","location":"NLRTM",
                   "facility":"RWG"}}}
                """
                    .formatted(
                        entry.path("position").asInt(),
                        box,
                        alert.id(),
                        entry.path("journey").path("id").asString()));
    assertThat(entry).isEqualTo(expected);
  }

  @Test
  void whoMayActButNotReadSeesADeskAndNoMore() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    release(StixAlert.on(box));
    release(StixAlert.on(box).action("discreet"));

    JsonNode entry = ranked(police(), box).orElseThrow();

    assertThat(entry.path("score").asInt()).isEqualTo(70);
    assertThat(entry.path("parts"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    [{"kind":"restricted","code":"restricted","points":70,"desk":"Desk Rotterdam",
                      "contact":"desk@nl.test","text":"Restricted: call Desk Rotterdam."}]
                    """));
    assertThat(ranked(customs(), box).orElseThrow().path("score").asInt()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"AMBER, control", "AMBER+STRICT, control", "AMBER+STRICT, discreet"})
  void forWhomAnAlertDoesNotExistNothingChanges(String tlp, String action) {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    String before = everything(reader(), box);

    release(StixAlert.on(box).tlp(tlp).action(action));

    assertThat(everything(reader(), box)).isEqualTo(before);
    assertThat(score(customs(), box)).isEqualTo(70);
  }

  @Test
  void strictStaysWithItsOrganisationsAlsoForThoseWhoAct() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    String before = everything(police(), box);

    release(StixAlert.on(box).tlp("AMBER+STRICT"));

    assertThat(everything(police(), box)).isEqualTo(before);
  }

  @Test
  void anAlertOnOneJourneyDoesNotMatchALaterOneOfTheSameBox() {
    Instant before = Instant.parse("2026-11-19T00:00:00Z");
    Instant longAfter = Instant.parse("2098-01-01T00:00:00Z");
    String once = Boxes.next();
    String always = Boxes.next();
    for (String box : List.of(once, always)) {
      journey(box, "DISC", ARRIVED);
    }
    release(StixAlert.on(once).valid(before, longAfter).onOneJourney());
    release(StixAlert.on(always).valid(before, longAfter));
    assertThat(score(customs(), once)).isEqualTo(70);

    for (String box : List.of(once, always)) {
      journey(box, "GTOT", "2026-11-21T08:00:00+01:00", "GTIN", "2026-11-22T20:00:00+01:00");
    }

    assertThat(score(customs(), always)).isGreaterThanOrEqualTo(70);
    assertThat(score(customs(), once)).isEqualTo(score(customs(), always) - 70);
  }

  @Test
  void greenCountsForEveryMember() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    release(StixAlert.on(box).tlp("GREEN"));

    assertThat(score(reader(), box)).isEqualTo(70);
    assertThat(score(person("x", "rotterdam-port-authority", "risk-analyst"), box)).isEqualTo(70);
  }

  @Test
  void theOrderIsThatOfTheReader() {
    String alerted = Boxes.next();
    String odd = Boxes.next();
    journey(alerted, "DISC", ARRIVED);
    journey(odd, "GTOT", "2026-11-20T08:00:00Z", "DISC", "2026-11-20T09:00:00Z");
    release(StixAlert.on(alerted));

    assertThat(position(customs(), alerted)).isLessThan(position(customs(), odd));
    assertThat(position(reader(), alerted)).isGreaterThan(position(reader(), odd));
    List<Integer> scores =
        risk()
            .read(customs(), "/api/risk/ranking?limit=200")
            .json()
            .path("items")
            .valueStream()
            .map(item -> item.path("score").asInt())
            .toList();
    assertThat(scores).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void aShortRankingIsTheHeadOfALongOne() {
    for (int i = 0; i < 5; i++) {
      journey(Boxes.next(), "DISC", ARRIVED);
    }
    String box = "ZZZU0000000";
    journey(box, "DISC", ARRIVED);
    release(StixAlert.on(box));

    for (int limit : new int[] {1, 2, 3, 5}) {
      assertThat(numbers(risk().read(customs(), "/api/risk/ranking?limit=" + limit)))
          .isEqualTo(
              numbers(risk().read(customs(), "/api/risk/ranking?limit=200")).subList(0, limit));
    }
  }

  @Test
  void aBoxThatLeftIsNotInTheRankingAndStillReadable() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED, "GTOT", "2026-11-21T08:00:00+01:00");
    release(StixAlert.on(box));

    assertThat(ranked(customs(), box)).isEmpty();
    JsonNode view = risk().read(customs(), "/api/risk/containers/" + box).json();
    assertThat(view.path("journey").path("state").asString()).isEqualTo("closed");
    assertThat(view.path("score").asInt()).isEqualTo(70);
  }

  @Test
  void aBoxIsReadHoweverItsNumberIsWritten() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    String written = box.substring(0, 4).toLowerCase(Locale.ROOT) + "%20" + box.substring(4);

    assertThat(risk().read(customs(), "/api/risk/containers/" + written).status()).isEqualTo(200);
  }

  @Test
  void aBoxUnderAnAlertThatIsNotHereIsAsUnknownAsAnyOther() {
    String alerted = Boxes.next();
    release(StixAlert.on(alerted));

    Answer under = risk().read(customs(), "/api/risk/containers/" + alerted);
    Answer none = risk().read(customs(), "/api/risk/containers/" + Boxes.next());

    assertThat(under.problem()).isEqualTo("not-found");
    assertThat(under.body()).isEqualTo(none.body());
  }

  @Test
  void aLongStandComesOfItself() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    asOwner(
        "update equipment_event set occurred = '2026-10-01T00:00:00Z' where container = '"
            + box
            + "'");
    asOwner(
        "update journey set stand_due = '2026-10-11T00:00:00Z' where container = '" + box + "'");

    assertThat(journeys.drawLongStands(100).block()).isNotEmpty();

    assertThat(ranked(customs(), box).orElseThrow().path("parts").get(0).path("code").asString())
        .isEqualTo("long-stand");
    assertThat(
            count(
                "select count(*) from journey where stand_due is not null and container = '"
                    + box
                    + "'"))
        .isZero();
  }

  @Test
  void everyReadingIsRecordedWithHashesBeforeItLeaves() {
    journey(Boxes.next(), "DISC", ARRIVED);
    long pages = count("select count(*) from audit_record where what = 'read ranking'");
    long boxes = count("select count(*) from audit_record where what = 'read container'");

    int items = numbers(risk().read(customs(), "/api/risk/ranking?limit=2")).size();
    risk().read(customs(), "/api/risk/containers/" + Boxes.next());

    assertThat(count("select count(*) from audit_record where what = 'read ranking'"))
        .isEqualTo(pages + 1);
    assertThat(count("select count(*) from audit_record where what = 'read container'"))
        .isEqualTo(boxes + 1);
    assertThat(
            count(
                """
                select (select count(*) from unnest(ids) as id where id not like 'indicator--%')
                  from audit_record where what = 'read ranking'
                   and actor = 'nl-customs:nl-analyst' and purpose = 'customs-control'
                   and case_number = 'C-1' order by at desc limit 1
                """))
        .isEqualTo(items);
  }

  @Test
  void whoIsShownAnAlertBesideAScoreIsFoundUnderTheAlert() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    StixAlert alert = StixAlert.on(box);
    EXCHANGE.release(alert.signed());
    await().until(() -> score(customs(), box) == 70);

    assertThat(score(reader(), box)).isZero();
    for (String bearer : List.of(customs(), reader())) {
      assertThat(risk().read(bearer, "/api/risk/containers/" + box).status()).isEqualTo(200);
    }

    String who =
        "select count(*) from audit_record where what = '%s' and '%s' = any (ids) and actor %s 'nl-customs:nl-analyst'";
    assertThat(count(who.formatted("read ranking", alert.id(), "="))).isPositive();
    assertThat(count(who.formatted("read container", alert.id(), "="))).isPositive();
    assertThat(count(who.formatted("read ranking", alert.id(), "<>"))).isZero();
    assertThat(count(who.formatted("read container", alert.id(), "<>"))).isZero();
  }

  @Test
  void nothingIsReadWithoutARecordOfIt() {
    asOwner(
        "alter table audit_record add constraint broken check (what <> 'read ranking') not valid");
    try {
      Answer answer = risk().read(customs(), "/api/risk/ranking");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("TST", "broken", "audit");
    } finally {
      asOwner("alter table audit_record drop constraint broken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "many"})
  void aLimitOutsideItsRangeIsRefused(String limit) {
    assertThat(risk().read(customs(), "/api/risk/ranking?limit=" + limit).problem())
        .isEqualTo("invalid-field");
  }

  /** All that somebody gets, without the time at which they got it. */
  private String everything(String bearer, String box) {
    String ranking =
        risk().read(bearer, "/api/risk/ranking?limit=200").json().path("items").toString();
    JsonNode view = risk().read(bearer, "/api/risk/containers/" + box).json();
    return ranking
        + view.propertyStream()
            .filter(field -> !field.getKey().equals("asOf"))
            .map(Object::toString)
            .collect(Collectors.joining());
  }

  private int position(String bearer, String box) {
    return ranked(bearer, box).orElseThrow().path("position").asInt();
  }

  private static List<String> numbers(Answer answer) {
    return answer
        .json()
        .path("items")
        .valueStream()
        .map(i -> i.path("container").asString())
        .toList();
  }
}
