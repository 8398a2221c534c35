package eu.portsalliance.registry.tenant;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The active ports, as their tenants are to show them. */
@Repository
class TenantPorts {

  private static final int MOST = 500;

  private final DatabaseClient database;

  TenantPorts(DatabaseClient database) {
    this.database = database;
  }

  /**
   * A port.
   *
   * @param address where its gateway enrolled, null until it has
   */
  record Row(Locode locode, String name, @Nullable String address) {}

  Mono<List<Row>> active() {
    return database
        .sql(
            """
            select locode, name, address
            from port
            where status = 'active'
            order by locode collate "C"
            limit :limit
            """)
        .bind("limit", MOST)
        .map(TenantPorts::row)
        .all()
        .collectList();
  }

  private static Row row(Readable row) {
    return new Row(
        new Locode(Columns.get(row, "locode", String.class)),
        Columns.get(row, "name", String.class),
        row.get("address", String.class));
  }
}
