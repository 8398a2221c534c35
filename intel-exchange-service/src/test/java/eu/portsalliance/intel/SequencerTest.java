package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Sequencer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class SequencerTest {

  private static final int WRITERS = 6;
  private static final int EACH = 60;
  private static final RecipientClass PEER = new RecipientClass("peer:DEHAM");

  /** Many transactions that commit in another order than they began, two replicas that number. */
  @Test
  void twoReplicasNumberWithoutAGapAndAReaderMissesNothing() throws Exception {
    try (StubRegistry registry = new StubRegistry("NLRTM");
        TestPort first = new TestPort("NLRTM", registry);
        TestPort second = new TestPort(first);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean writing = new AtomicBoolean(true);
      Future<List<String>> reading = threads.submit(() -> follow(second, writing));
      List<Callable<Integer>> writers =
          IntStream.range(0, WRITERS)
              .<Callable<Integer>>mapToObj(n -> () -> write(n % 2 == 0 ? first : second, n))
              .toList();
      try {
        for (Future<Integer> writer : threads.invokeAll(writers)) {
          assertThat(writer.get()).isEqualTo(EACH);
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> first.rows("select 1 from deliveries where seq is null").isEmpty());
      } finally {
        writing.set(false);
      }
      assertThat(
              first.rows(
                  "select recipient || ' ' || count(*) || ' ' || min(seq) || ' ' || max(seq)"
                      + " from deliveries group by recipient order by recipient"))
          .containsExactly("organisation:de-customs 360 1 360", "peer:DEHAM 360 1 360");
      assertThat(reading.get()).hasSize(WRITERS * EACH).doesNotHaveDuplicates();
    }
  }

  /** As many as are committed while it is busy wake it once, and others are told once. */
  @Test
  void whatIsCommittedWhileItNumbersIsToldOfInOneNotification() throws Exception {
    try (StubRegistry registry = new StubRegistry("NLRTM");
        TestPort port = new TestPort("NLRTM", registry);
        Connection listening = port.database.asService();
        Statement listen = listening.createStatement()) {
      listen.execute("listen deliveries");
      try (Held _ = port.held("select pg_advisory_xact_lock(5276011801420093441)")) {
        assertThat(write(port, 0)).isEqualTo(EACH);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> port.rows("select 1 from deliveries where seq is null").isEmpty());
      listen.execute("select 1");
      assertThat(listening.unwrap(PGConnection.class).getNotifications()).hasSize(1);
    }
  }

  private static int write(TestPort port, int writer) throws SQLException {
    try (Connection connection = port.database.asService()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < EACH; i++) {
        String id = "indicator--" + writer + "-" + i;
        insert(
            connection,
            "insert into object_versions values (?, now(), 1, 'NLRTM', 'nl-customs', 'h', 'x', 's')",
            id);
        insert(
            connection,
            "insert into deliveries (recipient, object_id, modified) select 'peer:DEHAM', ?, now()",
            id);
        insert(
            connection,
            "insert into deliveries (recipient, object_id, modified)"
                + " select 'organisation:de-customs', ?, now()",
            id);
        // holds the transaction open for a moment, so that they commit in another order
        insert(
            connection,
            "with pause as (select pg_sleep(random() * 0.01)) update alerts set modified = now() from pause where id = ?",
            id);
        connection.commit();
        port.bean(Sequencer.class).wake();
      }
    }
    return EACH;
  }

  private static void insert(Connection connection, String sql, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }

  /** Reads as a peer does: always from the last number on. */
  private static List<String> follow(TestPort port, AtomicBoolean writing) {
    DeliveryLog log = port.bean(DeliveryLog.class);
    List<String> seen = new ArrayList<>();
    long last = 0;
    boolean again = true;
    while (again) {
      boolean more = writing.get();
      var batch = Objects.requireNonNull(log.after(PEER, last, 50).block());
      for (var entry : batch) {
        seen.add(entry.object().id());
        last = entry.seq();
      }
      again = more || !batch.isEmpty();
    }
    return seen;
  }
}
