package eu.portsalliance.risk.alert;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.risk.testing.TestDirectory;
import eu.portsalliance.risk.testing.TestKeys;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FeedTest extends RiskTest {
  private static final String ARRIVED = "2026-11-20T08:00:00Z";

  @Autowired private Alerts alerts;

  @Test
  void anAlertLiftsABoxThatIsHere() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    assertThat(score(customs(), box)).isZero();

    EXCHANGE.release(StixAlert.on(box).signed());

    awaitScore(box, 70);
    assertThat(count("select count(*) from audit_record where what = 'take alerts'")).isPositive();
    assertThat(EXCHANGE.refused()).isZero();
  }

  @Test
  void anAlertMayComeBeforeItsBox() {
    String box = Boxes.next();
    EXCHANGE.release(StixAlert.on(box).signed());
    await()
        .until(
            () ->
                count("select count(*) from alert_container where container = '" + box + "'") == 1);
    assertThat(ranked(customs(), box)).isEmpty();

    journey(box, "DISC", ARRIVED);

    assertThat(score(customs(), box)).isEqualTo(70);
  }

  @Test
  void aNewVersionMovesToOtherBoxesAndAnOlderOneComesTooLate() {
    String one = Boxes.next();
    String two = Boxes.next();
    journey(one, "DISC", ARRIVED);
    journey(two, "DISC", ARRIVED);
    StixAlert alert = StixAlert.on(one);
    EXCHANGE.release(alert.signed());
    awaitScore(one, 70);

    EXCHANGE.release(alert.amended(two).signed(), alert.signed());

    awaitScore(two, 70);
    awaitScore(one, 0);
  }

  @Test
  void aRevokedAlertIsWithdrawnWithItsContentAndStaysSo() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    StixAlert alert = StixAlert.on(box);
    EXCHANGE.release(alert.signed());
    awaitScore(box, 70);

    EXCHANGE.release(alert.takenBack().signed());
    awaitScore(box, 0);
    EXCHANGE.release(alert.signed(), StixAlert.on(Boxes.next()).signed());

    await()
        .until(
            () ->
                count(
                        "select count(*) from alert where id = '"
                            + alert.id()
                            + "' and object is null")
                    == 1);
    assertThat(score(customs(), box)).isZero();
  }

  @Test
  void anExpiredAlertCountsNoMoreAndIsErased() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    Instant now = Instant.now();
    StixAlert alert = StixAlert.on(box).valid(now.minusSeconds(60), now.plusSeconds(2));
    EXCHANGE.release(alert.signed());
    awaitScore(box, 70);

    awaitScore(box, 0);
    assertThat(alerts.expire(Instant.now(), 10).block()).isPositive();

    assertThat(
            count(
                "select count(*) from alert where state = 'withdrawn' and object is null and id = '"
                    + alert.id()
                    + "'"))
        .isEqualTo(1);
    assertThat(count("select count(*) from audit_record where act = 'ERASURE'")).isPositive();
  }

  @Test
  void anAlertThatBeginsLaterDoesNotCountYet() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    Instant now = Instant.now();
    StixAlert alert = StixAlert.on(box).valid(now.plusSeconds(600), now.plusSeconds(900));
    EXCHANGE.release(alert.signed());

    await().until(() -> count("select count(*) from alert where id = '" + alert.id() + "'") == 1);
    assertThat(score(customs(), box)).isZero();
  }

  @Test
  void whatFailsACheckGoesToQuarantineAndWhatStandsBehindItPasses() {
    String bad = Boxes.next();
    String good = Boxes.next();
    journey(bad, "DISC", ARRIVED);
    journey(good, "DISC", ARRIVED);
    long before = count("select count(*) from quarantine");

    EXCHANGE.release(
        StixAlert.on(bad).signed(TestKeys.STRANGER),
        StixAlert.on(bad).signed(TestKeys.ROTTERDAM),
        "nonsense",
        StixAlert.on(bad).tlp("PURPLE").signed(),
        StixAlert.on(good).signed());

    awaitScore(good, 70);
    assertThat(score(customs(), bad)).isZero();
    assertThat(count("select count(*) from quarantine")).isEqualTo(before + 4);
  }

  @Test
  void whatTheDatabaseCannotHoldStopsNothingThatStandsBehindIt() {
    String bad = Boxes.next();
    String good = Boxes.next();
    journey(bad, "DISC", ARRIVED);
    journey(good, "DISC", ARRIVED);
    Instant now = Instant.now();
    Instant never = Instant.parse("+300000-01-01T00:00:00Z");

    EXCHANGE.release(
        StixAlert.on(bad).valid(now, never).signed(),
        StixAlert.on(bad).audience("nl-customs", "x\0").signed(),
        StixAlert.on(good).signed());

    awaitScore(good, 70);
    assertThat(score(customs(), bad)).isZero();
  }

  @Test
  void anAlertOfANewKeyIsMendedByANewerDirectory() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    String jws = StixAlert.on(box).origin("DEHAM").signed(TestKeys.HAMBURG);
    EXCHANGE.release(jws);
    await().until(() -> awaiting(jws) == 1);

    EXCHANGE.directory(TestDirectory.signed(2, TestKeys.HAMBURG));
    EXCHANGE.release(StixAlert.on(Boxes.next()).signed(TestKeys.STRANGER));

    awaitScore(box, 70);
    assertThat(awaiting(jws)).isZero();
  }

  @Test
  void onePageIsKeptInOneActWithTheNewestVersionOfEach() {
    String before = Boxes.next();
    String after = Boxes.next();
    journey(before, "DISC", ARRIVED);
    journey(after, "DISC", ARRIVED);
    StixAlert amended = StixAlert.on(before);
    StixAlert other = StixAlert.on(after).tlp("GREEN");

    EXCHANGE.release(amended.signed(), amended.amended(after).signed(), other.signed());

    awaitScore(after, 100);
    assertThat(score(customs(), before)).isZero();
    assertThat(
            count(
                "select count(*) from audit_record where what = 'take alerts' and ids @> array['"
                    + amended.id()
                    + "', '"
                    + other.id()
                    + "']"))
        .isEqualTo(1);
  }

  @Test
  void afterALostStreamAndALostHintTheFeedIsReadAgain() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    int before = EXCHANGE.streams();

    EXCHANGE.releaseSilently(StixAlert.on(box).signed());
    EXCHANGE.disconnect();

    await().atMost(10, SECONDS).until(() -> EXCHANGE.streams() > before);
    awaitScore(box, 70);
  }

  @Test
  void aRestoredExchangeIsReadFromTheBeginning() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    EXCHANGE.restore();

    EXCHANGE.release(StixAlert.on(box).signed());

    awaitScore(box, 70);
  }

  @Test
  void whatHasNoEffectIsNotKept() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    StixAlert last = StixAlert.on(Boxes.next());

    EXCHANGE.release(
        StixAlert.on(box).tlp("RED").signed(),
        StixAlert.on(box).action("observe").signed(),
        StixAlert.on(box).action("inform").signed(),
        StixAlert.on(box).action("ask").signed(),
        last.signed());

    await().until(() -> count("select count(*) from alert where id = '" + last.id() + "'") == 1);
    assertThat(count("select count(*) from alert_container where container = '" + box + "'"))
        .isZero();
    assertThat(score(customs(), box)).isZero();
  }

  private long awaiting(String object) {
    return count(
        "select count(*) from quarantine where awaits_directory and digest = '"
            + Digests.sha256(object)
            + "'");
  }

  private void awaitScore(String box, int score) {
    await()
        .atMost(10, SECONDS)
        .pollInterval(50, MILLISECONDS)
        .until(() -> score(customs(), box) == score);
  }
}
