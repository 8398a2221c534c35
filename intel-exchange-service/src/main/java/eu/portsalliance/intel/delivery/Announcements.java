package eu.portsalliance.intel.delivery;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Hears what other replicas numbered, on one connection of its own that is not of the pool. What is
 * said while it is not connected is lost by design, so it looks for itself after each connection.
 */
@Component
class Announcements implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final PostgresqlConnectionFactory connections;
  private final Tails tails;
  private Disposable listening = Disposables.disposed();

  Announcements(ConnectionFactory pooled, Tails tails) {
    this.connections = bare(pooled);
    this.tails = tails;
  }

  @Override
  public void afterSingletonsInstantiated() {
    listening =
        Flux.usingWhen(connections.create(), this::listen, PostgresqlConnection::close)
            .concatWith(Mono.error(() -> new IllegalStateException("the connection ended")))
            .doOnError(lost -> LOG.info("Listening again after: {}", lost.toString()))
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                    .maxBackoff(Duration.ofSeconds(5))
                    .transientErrors(true))
            .subscribe();
  }

  @Override
  public void destroy() {
    listening.dispose();
  }

  private Flux<Notification> listen(PostgresqlConnection connection) {
    return connection
        .createStatement("listen deliveries")
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .doOnComplete(tails::check)
        .thenMany(connection.getNotifications())
        .doOnNext(notification -> hear(String.valueOf(notification.getParameter())));
  }

  private void hear(String told) {
    Map<String, Long> heads = new HashMap<>();
    for (String head : told.split(" ", -1)) {
      int end = head.lastIndexOf('=');
      if (end > 0) {
        heads.put(head.substring(0, end), Long.valueOf(head.substring(end + 1)));
      }
    }
    if (heads.isEmpty()) {
      tails.check();
    } else {
      tails.heard(heads);
    }
  }

  private static PostgresqlConnectionFactory bare(ConnectionFactory factory) {
    Object inner = factory;
    while (inner instanceof Wrapped<?> wrapped) {
      inner = wrapped.unwrap();
    }
    return (PostgresqlConnectionFactory) inner;
  }
}
