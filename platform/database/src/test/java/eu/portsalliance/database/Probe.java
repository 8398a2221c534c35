package eu.portsalliance.database;

import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.r2dbc.core.DatabaseClient;

/** A service with one table; it writes one row when it serves. */
@SpringBootApplication(proxyBeanMethods = false)
class Probe {

  private final DatabaseClient database;

  Probe(DatabaseClient database) {
    this.database = database;
  }

  public static void main(String[] arguments) {
    ServiceStart.run(Probe.class, arguments);
  }

  @EventListener(ApplicationReadyEvent.class)
  void serve() {
    database
        .sql("insert into note (text) values ('served')")
        .fetch()
        .rowsUpdated()
        .block(Duration.ofSeconds(10));
  }
}
