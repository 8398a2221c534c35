package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.Standing;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Ports that are in no directory, so that the desk of the running port leaves what is theirs. */
class ToldPeersTest {
  private static final Set<String> HANGING = Set.of("XAHNG", "XBHNG");
  private static final List<String> PORTS = List.of("XAHNG", "XBHNG", "XCBAD", "XDOOO", "XEOOO");
  private static final String ASKING = "XXASK";

  private final List<String> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void nothingIsDue() {
    Ports.NLRTM.execute("delete from look_due where port like 'X%'");
    Ports.NLRTM.execute("delete from collision_due where port like 'X%'");
  }

  @Test
  void aPeerThatHangsOrFailsKeepsNoOtherFromHearingOfLooks() {
    PORTS.forEach(
        port ->
            Ports.NLRTM.execute(
                "insert into look_due (port, source, alert, organisation, at, tlp) values ('%s', 'one', 'indicator--x', 'nl-customs', now(), 'GREEN')"
                    .formatted(port)));

    passes(
        DutyTest.looks(
                (peer, _) -> answer(peer), Standing.of(StandingRelease.Type.LOOK, PORTS, Tlp.AMBER))
            .pass());

    assertThat(Ports.NLRTM.rows("select port from look_due where port like 'X%' order by 1"))
        .containsExactly("XAHNG", "XBHNG", "XCBAD");
  }

  @Test
  void aPeerThatHangsOrFailsKeepsNoOtherFromHearingOfCollisions() {
    PORTS.forEach(port -> met(port, 1, Instant.now()));

    passes(
        collisions(
                (peer, _) -> answer(peer),
                Standing.of(StandingRelease.Type.COLLISION, PORTS, Tlp.AMBER),
                50)
            .pass());

    assertThat(
            Ports.NLRTM.rows(
                "select port from collision_due where port like 'X%' and told_at is null order by 1"))
        .containsExactly("XAHNG", "XBHNG", "XCBAD");
  }

  /** A round that waits for those that hang: the others were told meanwhile. */
  private void passes(Mono<Void> pass) {
    Disposable round = pass.subscribe();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(told).containsExactlyInAnyOrder("XDOOO", "XEOOO");
                assertThat(
                        Ports.NLRTM.rows(
                            """
                            select port from look_due where port in ('XDOOO', 'XEOOO') union all
                            select port from collision_due where port in ('XDOOO', 'XEOOO') and told_at is null
                            """))
                    .isEmpty();
              });
      assertThat(round.isDisposed()).isFalse();
    } finally {
      round.dispose();
    }
  }

  private Mono<Void> answer(Locode peer) {
    if (peer.value().equals("XCBAD")) {
      throw new IllegalStateException("away");
    }
    return HANGING.contains(peer.value())
        ? Mono.never()
        : Mono.fromRunnable(() -> told.add(peer.value()));
  }

  @Test
  void whatComesBeyondTheAllowanceOfTheDayIsNeverToldAndAuditorsReadItOnce() {
    Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(8));
    met(ASKING, 5, day);

    rounds(day, 3);
    assertThat(told).containsExactly("alert-1", "alert-2", "alert-3");
    met(ASKING, 7, day);
    rounds(day.plusSeconds(60), 2);
    assertThat(told).hasSize(3);
    assertThat(kept()).hasSize(1);

    met(ASKING, 8, day);
    rounds(day.plus(Duration.ofDays(1)), 2);
    assertThat(told).containsExactly("alert-1", "alert-2", "alert-3", "alert-8");
    assertThat(kept()).hasSize(1);
  }

  private void rounds(Instant now, int many) {
    ToldCollisions collisions =
        collisions(
            (_, alerts) -> Mono.fromRunnable(() -> told.addAll(alerts)),
            Standing.of(StandingRelease.Type.COLLISION, ASKING, Tlp.AMBER),
            3,
            Clock.fixed(now, ZoneOffset.UTC));
    IntStream.range(0, many).forEach(_ -> collisions.pass().block(Duration.ofSeconds(10)));
  }

  private static List<String> kept() {
    return Ports.NLRTM.rows(
        "select 1 from audit_record where what = 'keep collisions beyond the allowance of the day' and recipient = '"
            + ASKING
            + "'");
  }

  /** Alerts of a port that met one of this port, up to a number. */
  private static void met(String port, int upTo, Instant at) {
    Ports.NLRTM.execute(
        """
        insert into collision_due (port, alert, at, tlp)
        select '%s', 'alert-' || n, '%s', 'GREEN' from generate_series(1, %d) n on conflict do nothing
        """
            .formatted(port, at, upTo));
  }

  static ToldCollisions collisions(CollidedPeer told, StandingReleases standing, int mostADay) {
    return collisions(told, standing, mostADay, Clock.systemUTC());
  }

  private static ToldCollisions collisions(
      CollidedPeer told, StandingReleases standing, int mostADay, Clock clock) {
    return new ToldCollisions(
        Ports.NLRTM.bean(DatabaseClient.class),
        told,
        standing,
        Ports.NLRTM.bean(Disclosures.class),
        Ports.NLRTM.bean(TransactionalOperator.class),
        Ports.NLRTM.bean(AuditTrail.class),
        properties(mostADay),
        Ports.NLRTM.self(),
        clock);
  }

  private static DutyProperties properties(int collisionsToldPerDay) {
    return new DutyProperties(
        null,
        587,
        null,
        null,
        true,
        "duty@localhost",
        Set.of(),
        null,
        Duration.ofMinutes(15),
        300,
        collisionsToldPerDay);
  }
}
