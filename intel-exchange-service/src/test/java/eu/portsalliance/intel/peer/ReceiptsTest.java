package eu.portsalliance.intel.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.Standing;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Against a port that is in no directory, so that no link sends what is due to it. */
class ReceiptsTest {
  private static final String PEER = "BEOST";

  @Test
  void onlyWhatAStandingReleaseCoversLeaves() {
    for (String tlp : List.of("GREEN", "AMBER", "AMBER_STRICT")) {
      Ports.NLRTM.execute(
          "insert into receipts_due (port, object_id, modified, at, tlp) values ('%s', 'indicator--%s', now(), now(), '%s')"
              .formatted(PEER, tlp, tlp));
    }

    assertThat(due(Standing.of(StandingRelease.Type.RECEIPT, PEER, Tlp.AMBER)))
        .containsExactlyInAnyOrder("indicator--GREEN", "indicator--AMBER");
    assertThat(due(Standing.of(StandingRelease.Type.LOOK, PEER, Tlp.AMBER))).isEmpty();
    assertThat(due(Standing.of(StandingRelease.Type.RECEIPT, "DEHAM", Tlp.AMBER))).isEmpty();
  }

  @Test
  void noneLeavesBeforeItsRecordIsCommittedAndAFailedAttemptLeavesItDue() {
    String id = "indicator--" + UUID.randomUUID();
    Ports.NLRTM.execute(
        "insert into receipts_due (port, object_id, modified, at, tlp) values ('BEGNE', '%s', now(), now(), 'GREEN')"
            .formatted(id));
    Locode peer = new Locode("BEGNE");
    Receipts receipts = receipts(Standing.of(StandingRelease.Type.RECEIPT, "BEGNE", Tlp.AMBER));
    List<String> records = new ArrayList<>();
    Mono<Void> sending = Mono.fromRunnable(() -> records.addAll(disclosed(id)));

    Mono<Void> failing =
        receipts
            .due(peer)
            .flatMap(
                due ->
                    receipts.send(
                        peer, due, sending.then(Mono.error(new IllegalStateException("away")))));
    assertThatThrownBy(() -> failing.block(Duration.ofSeconds(10))).hasMessageContaining("away");
    assertThat(records).containsExactly("BEGNE");
    assertThat(receipts.due(peer).block(Duration.ofSeconds(10))).hasSize(1);

    receipts
        .due(peer)
        .flatMap(due -> receipts.send(peer, due, sending))
        .block(Duration.ofSeconds(10));
    assertThat(disclosed(id)).containsExactly("BEGNE");
    assertThat(receipts.due(peer).block(Duration.ofSeconds(10))).isEmpty();
  }

  private static List<String> disclosed(String id) {
    return Ports.NLRTM.rows(
        "select recipient from audit_record where act = 'DISCLOSURE' and what = 'tell by standing release: receipt' and '%s' = any(ids)"
            .formatted(id));
  }

  private static Receipts receipts(StandingReleases standing) {
    return new Receipts(
        Ports.NLRTM.bean(DatabaseClient.class),
        standing,
        Ports.NLRTM.bean(Disclosures.class),
        Ports.NLRTM.bean(TransactionalOperator.class));
  }

  private static List<String> due(StandingReleases standing) {
    return receipts(standing)
        .due(new Locode(PEER))
        .blockOptional(Duration.ofSeconds(10))
        .orElseThrow()
        .stream()
        .map(ReceiptPage.Receipt::id)
        .toList();
  }
}
