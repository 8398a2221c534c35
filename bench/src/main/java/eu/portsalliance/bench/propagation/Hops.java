package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.WallClock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the time went, from the moments that the services write into their databases anyway: read
 * after the run, so that looking costs nothing while it is measured. All processes share one clock.
 */
final class Hops {
  private static final String AT_ORIGIN =
      """
      select v.id, d.recipient, v.modified, v.stored_at, d.visible_at
        from object_versions v
        join deliveries d on d.object_id = v.id and d.modified = v.modified
       where v.id = any(?) and d.recipient in ('peer:NLRTM', 'peer:DEHAM')
      """;
  private static final String AT_RECEIVER =
      """
      select v.id, d.recipient, v.modified, v.stored_at, d.visible_at
        from object_versions v
        join deliveries d on d.object_id = v.id and d.modified = v.modified
       where v.id = any(?)
         and d.recipient in ('organisation:nl-customs', 'organisation:de-customs', 'service:risk-service')
      """;
  private static final String AT_RISK = "select id, received from alert where id = any(?)";

  private final WallClock clock;
  private final Map<String, Latencies> hops = new LinkedHashMap<>();

  Hops(WallClock clock) {
    this.clock = clock;
  }

  /** Three moments of one object in one recipient class, as {@link System#nanoTime()}. */
  private record Passage(long modified, long stored, long visible) {}

  /**
   * Reads what the databases hold of these alerts.
   *
   * @param intended when each release ought to have begun
   */
  void read(
      Instance instance, Collection<String> alerts, ToLongFunction<String> intended, Watch watch)
      throws SQLException {
    Map<String, Passage> origin = passages(instance, "beanr_intel", AT_ORIGIN, alerts);
    Map<String, Passage> rotterdam = passages(instance, "nlrtm_intel", AT_RECEIVER, alerts);
    Map<String, Passage> hamburg = passages(instance, "deham_intel", AT_RECEIVER, alerts);
    Map<String, Long> risk = received(instance, alerts);
    for (String alert : alerts) {
      Passage sent = origin.get(alert + " peer:NLRTM");
      if (sent != null) {
        add("gateway, check, draft read", intended.applyAsLong(alert), sent.modified());
        add("written and signed", sent.modified(), sent.stored());
        add("committed and numbered", sent.stored(), sent.visible());
      }
      receiver(
          origin.get(alert + " peer:NLRTM"),
          rotterdam.get(alert + " organisation:nl-customs"),
          watch.rotterdam(),
          alert);
      receiver(
          origin.get(alert + " peer:DEHAM"),
          hamburg.get(alert + " organisation:de-customs"),
          watch.hamburg(),
          alert);
      ranking(
          rotterdam.get(alert + " service:risk-service"), risk.get(alert), watch.ranked(), alert);
    }
  }

  private void receiver(
      @Nullable Passage sent, @Nullable Passage held, Sightings people, String alert) {
    if (sent == null || held == null) {
      return;
    }
    add("hint, pull, checked at the peer", sent.visible(), held.stored());
    add("committed and numbered there", held.stored(), held.visible());
    people
        .first(alert)
        .ifPresent(seen -> add("recorded, streamed through the gateway", held.visible(), seen));
  }

  private void ranking(
      @Nullable Passage held, @Nullable Long kept, Sightings ranked, String alert) {
    if (held == null || kept == null) {
      return;
    }
    add("ranking: hint, pull, checked by risk", held.visible(), kept);
    ranked.first(alert).ifPresent(seen -> add("ranking: committed, ranked, streamed", kept, seen));
  }

  private void add(String hop, long from, long to) {
    hops.computeIfAbsent(hop, name -> new Latencies()).add(to - from);
  }

  /** The hops in the order of the way. */
  Table table() {
    Table table =
        new Table("Where the time goes (ms, each hop by itself)", "hop", "p50", "p99", "most");
    hops.forEach((hop, took) -> table.row(hop, took.p50(), took.p99(), took.most()));
    return table;
  }

  private Map<String, Passage> passages(
      Instance instance, String database, String sql, Collection<String> alerts)
      throws SQLException {
    Map<String, Passage> passages = new HashMap<>();
    try (Connection connection = instance.connect(database);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, texts(connection, alerts));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          passages.put(
              rows.getString("id") + " " + rows.getString("recipient"),
              new Passage(
                  nanos(rows, "modified"), nanos(rows, "stored_at"), nanos(rows, "visible_at")));
        }
      }
    }
    return passages;
  }

  private Map<String, Long> received(Instance instance, Collection<String> alerts)
      throws SQLException {
    Map<String, Long> received = new HashMap<>();
    try (Connection connection = instance.connect("nlrtm_risk");
        PreparedStatement statement = connection.prepareStatement(AT_RISK)) {
      statement.setArray(1, texts(connection, alerts));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          received.put(rows.getString("id"), nanos(rows, "received"));
        }
      }
    }
    return received;
  }

  private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray(String[]::new));
  }

  private long nanos(ResultSet rows, String column) throws SQLException {
    OffsetDateTime moment = rows.getObject(column, OffsetDateTime.class);
    return moment == null ? 0 : clock.nanosAt(moment.toInstant());
  }
}
