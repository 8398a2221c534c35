package eu.portsalliance.risk.wake;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Carries wakes between replicas by NOTIFY. One notification stands for all wakes of a tenth of a
 * second, outside of the transactions that it speaks of: NOTIFY takes a lock over the whole server
 * at commit. It names the sender and then the boxes; none after the sender means any. One that is
 * lost with its process costs the other replicas a few seconds, until they look anyway.
 */
@Component
class Replicas implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final String CHANNEL = "risk_changed";
  private static final Duration SPACING = Duration.ofMillis(100);

  private final Wakes wakes;
  private final DatabaseClient database;
  private final ConnectionFactory connections;
  private final String self = UUID.randomUUID().toString();
  private Disposable running = Disposables.disposed();

  Replicas(Wakes wakes, DatabaseClient database, ConnectionFactory connections) {
    this.wakes = wakes;
    this.database = database;
    this.connections = connections;
  }

  @Override
  public void start() {
    running = Disposables.composite(tell().subscribe(), listen().subscribe());
  }

  @Override
  public void stop() {
    running.dispose();
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  private Flux<Long> tell() {
    return wakes
        .here()
        .filter(wake -> !wake.equals(Wake.NOTHING))
        .concatMap(wake -> announce(wake).concatWith(Mono.delay(SPACING)), 0);
  }

  private Mono<Long> announce(Wake wake) {
    return database
        .sql("select pg_notify(:channel, :notice)")
        .bind("channel", CHANNEL)
        .bind("notice", notice(self, wake))
        .fetch()
        .rowsUpdated()
        .onErrorResume(
            failure -> {
              LOG.warn("Other replicas were not told: {}", failure.toString());
              return Mono.empty();
            });
  }

  /** What was notified while no connection stood is lost: each new connection wakes once. */
  private Flux<String> listen() {
    return Flux.usingWhen(unpooled().create(), Replicas::notifications, PostgresqlConnection::close)
        .concatWith(Mono.error(() -> new IllegalStateException("the connection ended")))
        .filter(notice -> !notice.startsWith(self))
        .doOnNext(notice -> wakes.changedElsewhere(wake(notice)))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                .maxBackoff(Duration.ofSeconds(5))
                .transientErrors(true)
                .doBeforeRetry(s -> LOG.info("Listening again: {}", s.failure().toString())));
  }

  /** At most 400 boxes of 15 characters: below the 8,000 bytes that a notification may have. */
  static String notice(String sender, Wake wake) {
    return wake.boxes().isEmpty() ? sender : sender + " " + String.join(" ", wake.boxes());
  }

  static Wake wake(String notice) {
    List<String> words = Arrays.asList(notice.split(" ", -1));
    return words.size() == 1 ? Wake.EVERYTHING : Wake.of(words.subList(1, words.size()));
  }

  private static Flux<String> notifications(PostgresqlConnection connection) {
    return connection
        .createStatement("listen " + CHANNEL)
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .then(Mono.just("connected"))
        .concatWith(connection.getNotifications().mapNotNull(Notification::getParameter));
  }

  private PostgresqlConnectionFactory unpooled() {
    ConnectionFactory factory = connections;
    while (factory instanceof Wrapped<?> wrapped
        && wrapped.unwrap() instanceof ConnectionFactory inner) {
      factory = inner;
    }
    return (PostgresqlConnectionFactory) factory;
  }
}
