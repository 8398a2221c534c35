package eu.portsalliance.registry.members;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads members page by page, each list in the order of its key. */
@Repository
class Members {

  private static final String START = "";

  private final DatabaseClient database;

  Members(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<PortView>> ports(Optional<Cursor> after, int limit) {
    return database
        .sql(
            """
            select locode, name, country, address, status
            from port
            where locode > :locode collate "C"
            order by locode collate "C"
            limit :limit
            """)
        .bind("locode", part(after, 0))
        .bind("limit", limit)
        .map(Members::port)
        .all()
        .collectList();
  }

  Mono<List<TerminalView>> terminals(Optional<Locode> port, Optional<Cursor> after, int limit) {
    return database
        .sql(
            """
            select port, code, name, operator, source
            from terminal
            where (port collate "C", code collate "C") > (:port, :code)
              and (:only = '' or port = :only)
            order by port collate "C", code collate "C"
            limit :limit
            """)
        .bind("port", part(after, 0))
        .bind("code", part(after, 1))
        .bind("only", port.map(Locode::value).orElse(START))
        .bind("limit", limit)
        .map(Members::terminal)
        .all()
        .collectList();
  }

  Mono<List<OrganisationView>> organisations(Optional<Cursor> after, int limit) {
    return database
        .sql(
            """
            select id, name, kind, country,
                   array(select op.port from organisation_port op
                         where op.organisation = id order by op.port collate "C") as ports
            from organisation
            where id > :id collate "C"
            order by id collate "C"
            limit :limit
            """)
        .bind("id", part(after, 0))
        .bind("limit", limit)
        .map(Members::organisation)
        .all()
        .collectList();
  }

  private static String part(Optional<Cursor> after, int index) {
    return after.map(cursor -> cursor.key().get(index)).orElse(START);
  }

  private static PortView port(Readable row) {
    return new PortView(
        new Locode(text(row, "locode")),
        text(row, "name"),
        text(row, "country"),
        row.get("address", String.class),
        text(row, "status"));
  }

  private static TerminalView terminal(Readable row) {
    return new TerminalView(
        new Locode(text(row, "port")),
        text(row, "code"),
        text(row, "name"),
        row.get("operator", String.class),
        text(row, "source"));
  }

  private static OrganisationView organisation(Readable row) {
    String[] ports = Columns.get(row, "ports", String[].class);
    return new OrganisationView(
        text(row, "id"),
        text(row, "name"),
        text(row, "kind"),
        text(row, "country"),
        Stream.of(ports).map(Locode::new).toList());
  }

  private static String text(Readable row, String column) {
    return Columns.get(row, column, String.class);
  }
}
