package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.OpenLoop;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What we are measured beside: the least that any propagation through PostgreSQL costs. One row of
 * 1 kB and a notification in one transaction, received on one other connection, nothing else.
 */
final class BareNotify implements AutoCloseable {
  static final String NAME = "insert + NOTIFY, same PostgreSQL";
  private static final String DATABASE = "bench_peer";
  private static final String ROW = "x".repeat(1024);
  private static final int LISTEN_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connection writer;
  private final Connection listener;

  private BareNotify(Connection writer, Connection listener) {
    this.writer = writer;
    this.listener = listener;
  }

  /** A database of its own beside the alliance's. */
  static BareNotify beside(Instance instance) throws SQLException {
    try (Connection any = instance.connect("postgres");
        Statement statement = any.createStatement()) {
      statement.execute("drop database if exists " + DATABASE + " with (force)");
      statement.execute("create database " + DATABASE);
    }
    Connection writer = instance.connect(DATABASE);
    Connection listener = instance.connect(DATABASE);
    try (Statement made = writer.createStatement();
        Statement heard = listener.createStatement()) {
      made.execute(
          "create table row (id bigint generated always as identity primary key, content text not null)");
      heard.execute("listen bare");
    }
    writer.setAutoCommit(false);
    return new BareNotify(writer, listener);
  }

  /**
   * Measures from the beginning of the commit to the notification's arrival.
   *
   * @param warmUp how many come first and do not count
   */
  Latencies measure(int rate, int warmUp, int count) throws SQLException {
    int all = warmUp + count;
    AtomicLongArray committed = new AtomicLongArray(all);
    AtomicLongArray received = new AtomicLongArray(all);
    AtomicInteger heard = new AtomicInteger();
    Thread listening = Thread.ofPlatform().start(() -> listen(received, heard, all));
    try (PreparedStatement insert =
            writer.prepareStatement("insert into row (content) values (?)");
        PreparedStatement notify = writer.prepareStatement("select pg_notify('bare', ?)")) {
      OpenLoop.soon(rate, all).run(i -> commit(insert, notify, i, committed));
    }
    boolean complete = Waiting.until(() -> heard.get() == all, PATIENCE);
    listening.interrupt();
    if (!complete) {
      throw new Unmeasurable("PostgreSQL did not deliver every bare notification.");
    }
    Latencies latencies = new Latencies();
    for (int i = warmUp; i < all; i++) {
      latencies.add(received.get(i) - committed.get(i));
    }
    return latencies;
  }

  private void commit(
      PreparedStatement insert, PreparedStatement notify, int index, AtomicLongArray committed) {
    try {
      insert.setString(1, ROW);
      insert.executeUpdate();
      notify.setString(1, Integer.toString(index));
      notify.execute();
      committed.set(index, System.nanoTime());
      writer.commit();
    } catch (SQLException e) {
      throw new Unmeasurable("PostgreSQL refused a bare insert: " + e.getMessage(), e);
    }
  }

  private void listen(AtomicLongArray received, AtomicInteger heard, int all) {
    try {
      PGConnection connection = listener.unwrap(PGConnection.class);
      while (heard.get() < all && !Thread.currentThread().isInterrupted()) {
        PGNotification[] notifications = connection.getNotifications(LISTEN_MILLIS);
        long now = System.nanoTime();
        for (PGNotification notification : notifications) {
          received.set(Integer.parseInt(notification.getParameter()), now);
          heard.incrementAndGet();
        }
      }
    } catch (SQLException e) {
      throw new Unmeasurable("Listening failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws SQLException {
    writer.close();
    listener.close();
  }
}
