package eu.portsalliance.access.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.testkit.TestPostgres;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Processes of one service on one database; each has its own leases. */
class LeasesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TestPostgres.Database DATABASE = migrated();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String name = "work-" + NAMES.incrementAndGet();
  private final Replica first = new Replica(Duration.ofHours(1));
  private final Replica second = new Replica(Duration.ofHours(1));

  /** What a process has; nothing of it runs by itself unless it is started. */
  private final class Replica {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Leases leases;
    private final Lease lease;

    Replica(Duration life) {
      ConnectionFactory connections =
          ConnectionFactories.get(
              ConnectionFactoryOptions.parse(DATABASE.r2dbcUrl())
                  .mutate()
                  .option(ConnectionFactoryOptions.USER, DATABASE.name())
                  .option(ConnectionFactoryOptions.PASSWORD, DATABASE.password())
                  .build());
      this.database = DatabaseClient.create(connections);
      this.transaction = TransactionalOperator.create(new FencedTransactions(connections));
      this.leases = new Leases(database, transaction, life);
      this.lease = leases.lease(name);
    }

    void round() {
      leases.round().block(PATIENCE);
    }

    Mono<Long> insert(String what) {
      return database
          .sql("insert into note values (:what)")
          .bind("what", what)
          .fetch()
          .rowsUpdated();
    }
  }

  @Test
  void of_two_processes_one_holds_it_and_the_other_follows_with_a_higher_fence() {
    first.round();
    second.round();
    assertThat(first.lease.held()).isTrue();
    assertThat(second.lease.held()).isFalse();
    assertThat(fence()).isEqualTo(1);

    runOut();
    second.round();
    assertThat(second.lease.held()).isTrue();
    assertThat(fence()).isEqualTo(2);

    first.round();
    assertThat(first.lease.held()).as("it was told").isFalse();
    assertThat(fence()).isEqualTo(2);
  }

  @Test
  void who_holds_it_goes_on_holding_it_with_the_same_fence() {
    first.round();
    first.round();
    second.round();
    first.round();
    assertThat(first.lease.held()).isTrue();
    assertThat(fence()).isEqualTo(1);
  }

  @Test
  void who_stood_still_and_comes_back_gets_nothing_into_the_database() {
    first.round();
    Sinks.Empty<Void> still = Sinks.empty();
    Mono<Void> work =
        first.transaction.transactional(
            first
                .insert("before " + name)
                .then(still.asMono())
                .then(first.insert("after " + name))
                .then());
    var done = first.lease.guard(work).toFuture();

    runOut();
    second.round();
    second.lease.write(second.insert("other " + name)).block(PATIENCE);
    still.tryEmitEmpty();

    assertThatThrownBy(done::join).hasCauseInstanceOf(LeaseLost.class);
    assertThat(DATABASE.rows("select what from note where what like '%% %s'".formatted(name)))
        .containsExactly("other " + name);
  }

  @Test
  void what_is_begun_under_a_lost_term_is_not_done_under_the_next_one_either() {
    first.round();
    Sinks.Empty<Void> still = Sinks.empty();
    var done =
        first
            .lease
            .guard(still.asMono().then(first.transaction.transactional(first.insert("x " + name))))
            .toFuture();
    runOut();
    second.round();
    runOut();
    DATABASE.execute("update lease set holder = 'somebody' where name = '" + name + "'");
    first.leases.round().block(PATIENCE);
    still.tryEmitEmpty();

    assertThat(done.join()).as("it ended when the term did").isNull();
    assertThat(first.lease.held()).isTrue();
    assertThat(DATABASE.count("select count(*) from note where what = 'x " + name + "'")).isZero();
  }

  @Test
  void a_mail_is_not_sent_by_who_stood_still() {
    first.round();
    AtomicBoolean sent = new AtomicBoolean();
    Mono<Void> mail = Mono.fromRunnable(() -> sent.set(true));
    runOut();
    second.round();

    assertThatThrownBy(() -> first.lease.guard(first.leases.confirmed(mail)).block(PATIENCE))
        .isInstanceOf(LeaseLost.class);
    assertThat(sent).isFalse();
    second.lease.guard(second.leases.confirmed(mail)).block(PATIENCE);
    assertThat(sent).isTrue();
  }

  @Test
  void work_of_a_request_is_asked_for_no_lease() {
    runOut();
    first.transaction.transactional(first.insert("request " + name)).block(PATIENCE);
    first.leases.confirmed(Mono.empty()).block(PATIENCE);
    assertThat(DATABASE.count("select count(*) from note where what = 'request " + name + "'"))
        .isOne();
  }

  @Test
  void while_the_last_holder_commits_nobody_takes_over_and_nobody_waits() {
    first.round();
    Sinks.Empty<Void> committing = Sinks.empty();
    AtomicBoolean asked = new AtomicBoolean();
    Term term = Objects.requireNonNull(first.lease.term());
    var done =
        first
            .transaction
            .transactional(
                new Fences(first.database)
                    .hold(term)
                    .doOnSuccess(_ -> asked.set(true))
                    .then(committing.asMono()))
            .toFuture();
    await().atMost(PATIENCE).untilTrue(asked);
    runOut();
    second.round();
    assertThat(second.lease.held()).isFalse();

    committing.tryEmitEmpty();
    done.join();
    second.round();
    assertThat(second.lease.held()).isTrue();
  }

  @Test
  void a_renewal_waits_for_no_commit() throws SQLException {
    first.round();
    try (Connection committing = DATABASE.asService();
        Statement statement = committing.createStatement()) {
      committing.setAutoCommit(false);
      statement.execute(
          "select from lease where name = '" + name + "' and fence = 1 for key share");
      long before = DATABASE.count(until());
      first.round();
      assertThat(first.lease.held()).isTrue();
      assertThat(DATABASE.count(until())).isGreaterThan(before);
    }
  }

  @Test
  void what_runs_ends_at_once_when_the_lease_is_lost_and_begins_anew_when_it_is_taken() {
    List<String> course = new ArrayList<>();
    AtomicBoolean guarded = new AtomicBoolean();
    Disposable loop =
        first
            .lease
            .whileHeld(
                Flux.never()
                    .doOnSubscribe(_ -> course.add("begun"))
                    .doOnCancel(() -> course.add("ended")))
            .subscribe();
    assertThat(course).isEmpty();
    first.round();
    assertThat(course).containsExactly("begun");
    Disposable round =
        first.lease.guard(Mono.never().doOnCancel(() -> guarded.set(true))).subscribe();

    runOut();
    second.round();
    first.round();
    assertThat(course).containsExactly("begun", "ended");
    assertThat(guarded).isTrue();

    runOut();
    first.round();
    assertThat(course).containsExactly("begun", "ended", "begun");
    loop.dispose();
    round.dispose();
  }

  @Test
  void nothing_is_done_by_who_does_not_hold_it() {
    assertThat(first.lease.guard(Mono.just("done")).blockOptional(PATIENCE)).isEmpty();
    assertThat(first.lease.write(first.insert("none " + name)).blockOptional(PATIENCE)).isEmpty();
    assertThat(DATABASE.count("select count(*) from note where what = 'none " + name + "'"))
        .isZero();
  }

  @Test
  void of_many_at_once_one_takes_it() {
    List<Replica> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(new Replica(Duration.ofHours(1)));
    }
    for (int term = 1; term <= 10; term++) {
      Flux.fromIterable(many).flatMap(one -> one.leases.round()).blockLast(PATIENCE);
      Flux.fromIterable(many).flatMap(one -> one.leases.round()).blockLast(PATIENCE);
      assertThat(many.stream().filter(one -> one.lease.held())).hasSize(1);
      assertThat(fence()).isEqualTo(term);
      runOut();
    }
  }

  @Test
  void who_ends_gives_it_back() {
    first.round();
    AtomicBoolean ended = new AtomicBoolean();
    first.leases.stop(() -> ended.set(true));
    await().atMost(PATIENCE).untilTrue(ended);
    assertThat(first.lease.held()).isFalse();
    second.round();
    assertThat(second.lease.held()).isTrue();
  }

  @Test
  void who_cannot_reach_the_database_stops_by_itself() throws SQLException {
    Replica alone = new Replica(Duration.ofSeconds(3));
    AtomicBoolean stopped = new AtomicBoolean();
    alone.leases.start();
    Disposable loop =
        alone.lease.whileHeld(Flux.never().doOnCancel(() -> stopped.set(true))).subscribe();
    await().atMost(PATIENCE).until(alone.lease::held);
    DATABASE.awayWhile(() -> await().atMost(PATIENCE).untilTrue(stopped));
    alone.leases.stop();
    loop.dispose();
  }

  private long fence() {
    return DATABASE.count("select fence from lease where name = '" + name + "'");
  }

  private String until() {
    return "select extract(epoch from until) * 1000000 from lease where name = '" + name + "'";
  }

  private void runOut() {
    DATABASE.execute(
        "update lease set until = now() - interval '1 second' where name = '" + name + "'");
  }

  private static TestPostgres.Database migrated() {
    TestPostgres.Database database = TestPostgres.database("lease");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.owner(), database.password())
        .locations("classpath:db/access")
        .placeholders(Map.of("service_role", database.name()))
        .load()
        .migrate();
    database.execute("create table note (what text not null)");
    database.execute("grant insert, select on note to " + database.name());
    return database;
  }
}
