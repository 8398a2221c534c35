package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.risk.testing.TestKeys;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import eu.portsalliance.testkit.fault.OwnProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Two processes of one port; the one that follows the exchange is killed, or stands still. */
class TwoReplicasTest extends RiskTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired private Leases leases;

  /** The other process. */
  public static void main(String... settings) {
    new SpringApplicationBuilder(RiskApplication.class, TokenTestConfiguration.class).run(settings);
  }

  @Test
  void theFollowerIsKilledAndTheOtherReadsOn() throws Exception {
    try (OwnProcess holder = holder()) {
      String box = arrived();
      release(StixAlert.on(box));
      await().atMost(PATIENCE).until(() -> score(customs(), box), score -> score == 70);

      holder.kill();
      String next = arrived();
      StixAlert alert = StixAlert.on(next);
      EXCHANGE.release(alert.signed());
      await().atMost(PATIENCE).until(() -> score(customs(), next), score -> score == 70);
      takenOnce(alert);
    }
  }

  @Test
  void theFollowerStandsStillAndComesBackToFindTheOtherFollowing() throws Exception {
    try (OwnProcess holder = holder()) {
      holder.pause();
      String box = arrived();
      StixAlert alert = StixAlert.on(box);
      EXCHANGE.release(alert.signed());
      await().atMost(PATIENCE).until(() -> score(customs(), box), score -> score == 70);
      long fence = count("select fence from lease where name = 'feed'");

      holder.resume();
      await().atMost(PATIENCE).until(() -> holder.said("Lease feed is not held here any more"));
      String next = arrived();
      EXCHANGE.release(StixAlert.on(next).signed());
      await().atMost(PATIENCE).until(() -> score(customs(), next), score -> score == 70);
      takenOnce(alert);
      assertThat(count("select fence from lease where name = 'feed'")).isEqualTo(fence);
    }
  }

  private void takenOnce(StixAlert alert) {
    assertThat(
            count(
                "select count(*) from audit_record where what = 'take alerts' and '%s' = any(ids)"
                    .formatted(alert.id())))
        .isOne();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count(
                    "select count(*) from audit_log where size = (select count(*) from audit_record)"
                        + " and size = (select count(*) from audit_leaf)"),
            heads -> heads == 1);
  }

  private String arrived() {
    String box = Boxes.next();
    journey(box, "DISC", "2026-11-20T08:00:00Z");
    return box;
  }

  /** Another process, to which this one has left all leases. */
  private OwnProcess holder() {
    OwnProcess other = new OwnProcess(TwoReplicasTest.class, settings(database));
    await().atMost(PATIENCE).until(() -> other.said("Started "));
    AtomicBoolean given = new AtomicBoolean();
    leases.stop(() -> given.set(true));
    await().atMost(PATIENCE).untilTrue(given);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Stream.of("feed", "clocks", "sealer", "retention")
                    .allMatch(name -> other.said("Lease " + name + " is held here")));
    leases.start();
    return other;
  }

  private static List<String> settings(TestPostgres.Database database) {
    return List.of(
        "--server.port=0",
        "--spring.r2dbc.url=" + database.r2dbcUrl(),
        "--spring.r2dbc.username=" + database.name(),
        "--spring.r2dbc.password=" + database.password(),
        "--spring.flyway.url=" + database.jdbcUrl(),
        "--spring.flyway.user=" + database.owner(),
        "--spring.flyway.password=" + database.password(),
        "--spring.flyway.placeholders.service_role=" + database.name(),
        "--alliance.access.port=NLRTM",
        "--alliance.access.issuer=" + TestTokens.ISSUER,
        "--alliance.access.jwk-set-uri=http://issuer.test/certs",
        "--alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "--alliance.risk.exchange=" + EXCHANGE.url(),
        "--alliance.risk.signing-key-file=" + TestKeys.file(TestKeys.RISK, true),
        "--alliance.directory.root-key-file=" + TestKeys.file(TestKeys.ROOT, false));
  }
}
