package eu.portsalliance.intel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.StixAlerts;
import eu.portsalliance.intel.StubRegistry;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexerTest {

  private static final int WRITERS = 4;
  private static final int EACH = 40;
  private static final int VERSIONS = 3;
  private static final Instant BEGUN = Instant.parse("2026-11-23T08:00:00Z");

  /** Versions of many alerts come in while two replicas index as fast as they can. */
  @Test
  void twoReplicasIndexTheNewestVersionOfEachAlertOnce() throws Exception {
    try (StubRegistry registry = new StubRegistry("NLRTM");
        TestPort first = new TestPort("NLRTM", registry);
        TestPort second = new TestPort(first);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean writing = new AtomicBoolean(true);
      List<Future<Long>> indexing =
          List.of(
              threads.submit(() -> index(first, writing)),
              threads.submit(() -> index(first, writing)),
              threads.submit(() -> index(second, writing)),
              threads.submit(() -> index(second, writing)));
      try {
        List<Callable<Integer>> writers =
            IntStream.range(0, WRITERS)
                .<Callable<Integer>>mapToObj(_ -> () -> write(first))
                .toList();
        for (Future<Integer> writer : threads.invokeAll(writers)) {
          assertThat(writer.get()).isEqualTo(EACH);
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> first.rows("select 1 from alert_index_due").isEmpty());
      } finally {
        writing.set(false);
      }
      for (Future<Long> replica : indexing) {
        assertThat(replica.get()).isPositive();
      }
      assertThat(
              first.rows(
                  "select count(*) || ' ' || count(distinct place) || ' ' || count(*) filter (where modified = "
                      + "(select max(o.modified) from object_versions o where o.id = object_id)"
                      + " and words @@ to_tsquery('simple', 'version3')) from alert_index"))
          .containsExactly("160 160 160");
    }
  }

  /** Whatever is due beside it is found, and what stood of it before is not. */
  @Test
  void anAlertThatTheDatabaseRefusesToIndexHidesNoOther() throws Exception {
    try (StubRegistry registry = new StubRegistry("NLRTM");
        TestPort port = new TestPort("NLRTM", registry)) {
      String before = "indicator--" + UUID.randomUUID();
      String refused = "indicator--" + UUID.randomUUID();
      String behind = "indicator--" + UUID.randomUUID();
      try (Connection connection = port.database.asService()) {
        connection.setAutoCommit(false);
        put(connection, before, 1);
        put(connection, refused, 1);
        connection.commit();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> port.rows("select object_id from alert_index").size() == 2);
        port.database.execute(
            "alter table alert_index add check (not words @@ to_tsquery('simple', 'version7'))");
        put(connection, refused, 7);
        put(connection, behind, 1);
        connection.commit();
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> port.rows("select 1 from alert_index_due").isEmpty());
      assertThat(port.rows("select object_id from alert_index"))
          .containsExactlyInAnyOrder(before, behind);
    }
  }

  private static long index(TestPort port, AtomicBoolean writing) {
    Indexer indexer = port.bean(Indexer.class);
    long rounds = 0;
    while (writing.get()) {
      indexer.rounds().block();
      rounds++;
    }
    return rounds;
  }

  private static int write(TestPort port) throws SQLException {
    try (Connection connection = port.database.asService()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < EACH; i++) {
        String id = "indicator--" + UUID.randomUUID();
        for (int version = 1; version <= VERSIONS; version++) {
          put(connection, id, version);
          connection.commit();
        }
      }
    }
    return EACH;
  }

  private static void put(Connection connection, String id, int version) throws SQLException {
    OffsetDateTime modified = BEGUN.plusMillis(version).atOffset(ZoneOffset.UTC);
    try (PreparedStatement object =
            connection.prepareStatement(
                "insert into object_versions (id, modified, version, origin, controller, jws_header,"
                    + " payload, jws_signature) values (?, ?, ?, 'NLRTM', 'nl-customs', 'h', ?, 's')");
        PreparedStatement delivery =
            connection.prepareStatement(
                "insert into deliveries (recipient, object_id, modified)"
                    + " values ('organisation:nl-customs', ?, ?)")) {
      object.setString(1, id);
      object.setObject(2, modified);
      object.setInt(3, version);
      object.setBytes(4, StixWriter.write(alert(id, version)));
      object.executeUpdate();
      delivery.setString(1, id);
      delivery.setObject(2, modified);
      delivery.executeUpdate();
    }
  }

  private static StixAlert alert(String id, int version) {
    return StixAlerts.green(
        id,
        version,
        "NLRTM",
        "nl-customs",
        BEGUN,
        BEGUN.plusMillis(version),
        "A box, version" + version + ".");
  }
}
