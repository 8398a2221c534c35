package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.testkit.fault.OwnProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A port with two processes, of which the one that works in the background ends or stands still.
 */
class TwoReplicasTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StubRegistry registry;
  private TestPort antwerp;
  private TestPort rotterdam;
  private OwnProcess holder;
  private Api analyst;
  private Api officer;
  private Api reader;
  private final List<String> released = new ArrayList<>();

  /** The process of its own holds every lease of Rotterdam. */
  @BeforeEach
  void start() {
    registry = new StubRegistry("NLRTM", "BEANR");
    antwerp = new TestPort("BEANR", registry);
    rotterdam = new TestPort("NLRTM", registry);
    holder = rotterdam.process();
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    officer = Api.person(antwerp, "be-officer", "be-federal-police", "intel-officer");
    reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-reader");
    Leases leases = rotterdam.bean(Leases.class);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              antwerp.fetchDirectory();
              rotterdam.fetchDirectory();
              return holder.said("Started ") && antwerp.linked() && rotterdam.linked();
            });
    List<String> all = rotterdam.rows("select name from lease");
    AtomicBoolean given = new AtomicBoolean();
    leases.stop(() -> given.set(true));
    await().atMost(PATIENCE).untilTrue(given);
    await()
        .atMost(PATIENCE)
        .until(() -> all.stream().allMatch(name -> holder.said("Lease " + name + " is held here")));
    leases.start();
    release();
  }

  @AfterEach
  void stop() throws IOException {
    holder.close();
    rotterdam.close();
    antwerp.close();
    registry.close();
  }

  @Test
  void theHolderIsKilledAndTheOtherGoesOnWithNothingLostOrDoubled() throws Exception {
    holder.kill();
    release();
    onceEach();
  }

  @Test
  void theHolderStandsStillAndFindsItselfFollowedWhenItComesBack() throws Exception {
    holder.pause();
    release();
    onceEach();
    List<String> fences = fences();
    holder.resume();
    await().atMost(PATIENCE).until(() -> holder.said("Lease peers is not held here any more"));
    release();
    onceEach();
    assertThat(fences()).as("nobody took it from who followed").isEqualTo(fences);
  }

  private void release() {
    for (int i = 0; i < 5; i++) {
      String id = analyst.draft(Ports.draft("AMBER", "[{\"port\":\"NLRTM\"}]")).text("/id");
      assertThat(officer.release(id, 1).status()).isEqualTo(200);
      released.add(id);
    }
  }

  private List<String> fences() {
    return rotterdam.rows("select name || ' ' || fence from lease order by name");
  }

  /** Everything that was released is here, numbered, receipted, indexed and sealed, and no more. */
  private void onceEach() {
    await().atMost(PATIENCE).until(() -> released.stream().allMatch(reader::sees));
    String all = Integer.toString(released.size());
    await()
        .atMost(PATIENCE)
        .until(
            () -> antwerp.rows("select count(*) from receipts where state = 'delivered'"),
            List.of(all)::equals);
    await()
        .atMost(PATIENCE)
        .until(() -> rotterdam.rows("select count(*) from alert_index"), List.of(all)::equals);
    assertThat(
            rotterdam.rows(
                "select count(*) || ' ' || min(seq) || ' ' || max(seq) from deliveries"
                    + " where recipient = 'organisation:nl-customs'"))
        .containsExactly(all + " 1 " + all);
    assertThat(
            rotterdam.rows(
                "select id from (select unnest(ids) as id from audit_record where act = 'DISCLOSURE'"
                    + " and what = 'tell by standing release: receipt') as told group by id having count(*) > 1"))
        .as("told twice")
        .isEmpty();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                rotterdam.rows(
                    "select size = (select count(*) from audit_record) and size = signed_size from audit_log"),
            List.of("t")::equals);
    assertThat(
            rotterdam.rows(
                "select count(*) = max(index) + 1 and count(distinct record) = count(*) from audit_leaf"))
        .as("one log without a fork")
        .containsExactly("t");
  }
}
