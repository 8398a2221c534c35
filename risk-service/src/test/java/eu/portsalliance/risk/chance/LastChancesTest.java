package eu.portsalliance.risk.chance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.testkit.ContractClient.Answer;
import eu.portsalliance.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chances lie hours ahead, out of reach of the round that the process does by its own clock. */
class LastChancesTest extends RiskTest {
  private static final String ARRIVED = "2026-11-20T08:00:00+01:00";

  @Autowired private DatabaseClient client;
  @Autowired private TransactionalOperator transaction;
  @Autowired private ChanceProperties properties;
  @Autowired private JsonMapper json;

  private final Instant chance =
      Instant.now().plus(9, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
  private final MovableClock clock = new MovableClock(chance.minus(Duration.ofMinutes(31)));
  private final List<JsonNode> rung = new CopyOnWriteArrayList<>();

  @Test
  void anAlertOnABoxRingsOnceWhenHalfAnHourIsLeft() {
    String box = leaving(chance);
    StixAlert alert = release(StixAlert.on(box));

    ring(leavingBefore(chance));
    assertThat(rung(alert)).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    ring(alert);
    clock.advance(Duration.ofHours(2));
    ring(leavingBefore(chance.plus(Duration.ofHours(1))));

    assertThat(rung(alert)).hasSize(1);
    JsonNode near = rung(alert).getFirst();
    assertThat(near.path("at").asString()).isEqualTo(chance.toString());
    assertThat(near.propertyNames())
        .containsExactlyInAnyOrder("journey", "alert", "kind", "at", "first");
    assertThat(near.path("kind").asString()).isEqualTo("gate-slot");
    assertThat(near.path("first").asString()).isEqualTo(chance.toString());
    assertThat(
            count(
                "select count(*) from journey where container = '%s' and id = '%s'"
                    .formatted(box, near.path("journey").asString())))
        .isEqualTo(1);
  }

  @Test
  void whatTheExchangeDidNotTakeRingsLater() {
    StixAlert alert = release(StixAlert.on(leaving(chance)));
    clock.advance(Duration.ofMinutes(5));
    AtomicInteger refused = new AtomicInteger();
    LastChances away =
        chances(
            _ -> {
              refused.incrementAndGet();
              return Mono.error(new IllegalStateException("it is away"));
            });

    await()
        .atMost(20, SECONDS)
        .until(
            () -> {
              away.round().onErrorComplete().block(Duration.ofSeconds(20));
              return refused.get() > 0;
            });
    ring(alert);

    assertThat(rung(alert)).hasSize(1);
  }

  @Test
  void ofTwoReplicasOneRings() {
    StixAlert alert = release(StixAlert.on(leaving(chance)));
    clock.advance(Duration.ofMinutes(5));
    LastChances one = chances(this::heard);
    LastChances other = chances(this::heard);

    await()
        .atMost(20, SECONDS)
        .until(
            () -> {
              Mono.when(one.round(), other.round()).block(Duration.ofSeconds(20));
              return !rung(alert).isEmpty();
            });
    ring(leavingBefore(chance));

    assertThat(rung(alert)).hasSize(1);
  }

  @Test
  void withoutALiveAlertNothingRings() {
    String free = leaving(chance);
    StixAlert back = release(StixAlert.on(leaving(chance)));
    EXCHANGE.release(back.takenBack().signed());
    taken(back, "state = 'withdrawn'");
    StixAlert over =
        release(
            StixAlert.on(free)
                .valid(chance.minus(10, ChronoUnit.HOURS), chance.minus(1, ChronoUnit.HOURS)));
    StixAlert later =
        release(StixAlert.on(free).valid(chance.plusSeconds(60), chance.plusSeconds(3_600)));
    clock.advance(Duration.ofMinutes(10));

    ring(release(StixAlert.on(leaving(chance))));

    assertThat(rung(back)).isEmpty();
    assertThat(rung(over)).isEmpty();
    assertThat(rung(later)).isEmpty();
  }

  @Test
  void anAlertOnAnotherJourneyDoesNotRing() {
    StixAlert other =
        release(StixAlert.on(leaving(chance)).with("journey", Map.of("voyage", "446W")));
    StixAlert meant =
        release(StixAlert.on(leaving(chance)).with("journey", Map.of("voyage", "447W")));
    clock.advance(Duration.ofMinutes(10));

    ring(meant);

    assertThat(rung(other)).isEmpty();
  }

  @Test
  void anAmendedAlertIsHandedOverAnewSinceOthersMayHaveToHearOfIt() {
    String box = leaving(chance);
    StixAlert alert = release(StixAlert.on(box));
    clock.advance(Duration.ofMinutes(5));
    ring(alert);
    EXCHANGE.release(alert.amended(box).signed());
    taken(alert, "modified > '%s'".formatted(alert.modified()));

    await()
        .atMost(20, SECONDS)
        .until(
            () -> {
              round();
              return rung(alert).size() > 1;
            });
    ring(leavingBefore(chance));

    assertThat(rung(alert)).hasSize(2);
  }

  @Test
  void aChanceThatMovedByMoreThanIsNearRingsAnewAndOneThatMovedLessDoesNot() {
    String box = leaving(chance);
    StixAlert alert = release(StixAlert.on(box));
    clock.advance(Duration.ofMinutes(5));
    ring(alert);

    Instant moved = chance.plus(Duration.ofMinutes(31));
    tell(planned(box, "GTOT", chance.plus(Duration.ofMinutes(30)), "2026-11-21T08:00:00Z"));
    clock.advance(Duration.ofHours(2));
    ring(leavingBefore(chance));
    assertThat(rung(alert)).hasSize(1);
    tell(planned(box, "GTOT", moved, "2026-11-21T09:00:00Z"));
    ring(leavingBefore(chance));
    ring(leavingBefore(chance));

    assertThat(rung(alert)).hasSize(2);
    assertThat(rung(alert).getLast().path("at").asString()).isEqualTo(moved.toString());
    assertThat(rung(alert).getLast().path("first").asString()).isEqualTo(moved.toString());
  }

  @Test
  void aChanceThatBecameAnotherRingsAnew() {
    String box = leaving(chance);
    StixAlert alert = release(StixAlert.on(box));
    clock.advance(Duration.ofMinutes(10));
    ring(alert);

    tell(planned(box, "LOAD", chance.minus(Duration.ofMinutes(5)), "2026-11-21T08:00:00Z"));
    ring(leavingBefore(chance));
    ring(leavingBefore(chance));

    assertThat(rung(alert))
        .extracting(near -> near.path("kind").asString())
        .containsExactly("gate-slot", "loading");
  }

  @Test
  void anAmendedAlertNamesTheChanceByItsEndWhenItRangFirst() {
    String box = leaving(chance);
    StixAlert alert = release(StixAlert.on(box));
    clock.advance(Duration.ofMinutes(25));
    ring(alert);
    Instant moved = chance.plus(Duration.ofMinutes(10));
    tell(planned(box, "GTOT", moved, "2026-11-21T08:00:00Z"));
    EXCHANGE.release(alert.amended(box).signed());
    taken(alert, "modified > '%s'".formatted(alert.modified()));
    clock.advance(Duration.ofMinutes(10));

    ring(leavingBefore(chance));

    assertThat(rung(alert)).hasSize(2);
    assertThat(rung(alert).getLast().path("at").asString()).isEqualTo(moved.toString());
    assertThat(rung(alert).getLast().path("first").asString()).isEqualTo(chance.toString());
  }

  @Test
  void aBoxThatIsStillHereRingsHoweverLongAgoItMightHaveLeft() {
    String here = Boxes.next();
    journey(here, "DISC", ARRIVED, "CUSR", "2026-11-20T09:00:00+01:00");
    StixAlert alert = release(StixAlert.on(here));

    await().atMost(60, SECONDS).until(() -> !EXCHANGE.chances(alert.id()).isEmpty());

    assertThat(EXCHANGE.chances(alert.id())).hasSize(1);
    assertThat(EXCHANGE.chances(alert.id()).getFirst().path("at").asString())
        .isEqualTo("2026-11-20T08:00:00Z");
  }

  /** An alert on a box that leaves a little before the others. */
  private StixAlert leavingBefore(Instant end) {
    return release(StixAlert.on(leaving(end.minus(Duration.ofMinutes(5)))));
  }

  /** Until it has rung: while the process does its own round, another does nothing. */
  private void ring(StixAlert alert) {
    await()
        .atMost(20, SECONDS)
        .until(
            () -> {
              round();
              return !rung(alert).isEmpty();
            });
  }

  private void round() {
    chances(this::heard).round().block(Duration.ofSeconds(20));
  }

  private void taken(StixAlert alert, String how) {
    await()
        .atMost(10, SECONDS)
        .until(
            () ->
                count(
                        "select count(*) from alert where id = '%s' and %s"
                            .formatted(alert.id(), how))
                    == 1);
  }

  private LastChances chances(Desks desks) {
    return new LastChances(client, transaction, desks, properties, json, clock);
  }

  private Mono<Void> heard(byte[] batch) {
    return Mono.fromRunnable(() -> json.readTree(batch).path("chances").forEach(rung::add));
  }

  private List<JsonNode> rung(StixAlert alert) {
    return rung.stream().filter(one -> one.path("alert").asString().equals(alert.id())).toList();
  }

  /** A box that came off its vessel on voyage 447W and is planned out of the gate. */
  private String leaving(Instant at) {
    String box = Boxes.next();
    String call =
        """
        ,"transportDetails":{"transportCall":{"modeOfTransport":"VESSEL",
          "importVoyageNumberOrReference":{"carrierVoyageNumber":"447W"}}}}
        """;
    String came = event(box, "DISC", ARRIVED, "").strip();
    tell(
        came.substring(0, came.length() - 1) + call,
        planned(box, "GTOT", at, "2026-11-20T08:00:00Z"));
    return box;
  }

  private static String planned(String box, String code, Instant at, String said) {
    return event(box, code, at.toString(), "")
        .replace("\"ACT\"", "\"PLN\"")
        .replace(
            "\"eventDateTime\"", "\"eventUpdatedDateTime\":\"" + said + "\",\"eventDateTime\"");
  }

  private void tell(String... events) {
    Answer answer =
        risk().events(integrator(), "{\"events\":[%s]}".formatted(String.join(",", events)));
    assertThat(results(answer, "status")).containsOnly("accepted");
  }
}
