package eu.portsalliance.registry.directory;

import eu.portsalliance.access.Columns;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The keys with which ports speak. */
@Repository
class PortKeys {

  private final DatabaseClient database;

  PortKeys(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Withdraws every key that is not on the founding list, and takes the address from ports that
   * have no key left.
   *
   * @return what was withdrawn, as {@code LOCODE thumbprint}
   */
  Mono<List<String>> withdrawExcept(FoundingList list, Instant now) {
    return database
        .sql(
            """
            update port_key set withdrawn = :now
            where withdrawn is null and not (port || ' ' || thumbprint = any(:approved))
            returning port || ' ' || thumbprint as key
            """)
        .bind("now", now)
        .bind("approved", list.entries().toArray(String[]::new))
        .map(row -> Columns.get(row, "key", String.class))
        .all()
        .collectList()
        .flatMap(withdrawn -> forgetAddresses().thenReturn(withdrawn));
  }

  private Mono<Long> forgetAddresses() {
    return database
        .sql(
            """
            update port set address = null
            where address is not null
              and not exists (select from port_key k
                              where k.port = port.locode and k.withdrawn is null)
            """)
        .fetch()
        .rowsUpdated();
  }
}
