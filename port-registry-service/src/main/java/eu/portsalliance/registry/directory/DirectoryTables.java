package eu.portsalliance.registry.directory;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads what the directory says. The queries make one content only inside a repeatable-read
 * transaction. The limits are far above what an alliance of ports needs; a table that outgrows one
 * stops the issue, because a directory that silently lacks a member would be a suspension.
 */
@Repository
class DirectoryTables {

  /** The peer protocol (docs/protocol) that every member speaks. */
  private static final List<String> PROTOCOL = List.of("1");

  private static final int MOST = 20_000;

  private final DatabaseClient database;

  DirectoryTables(DatabaseClient database) {
    this.database = database;
  }

  Mono<DirectoryContent> read() {
    return Mono.zip(ports(), organisations(), terminals(), desks())
        .map(
            tables ->
                new DirectoryContent(
                    tables.getT1(), tables.getT2(), tables.getT3(), tables.getT4()));
  }

  private Mono<List<Directory.Port>> ports() {
    return Mono.zip(portRows(), keys())
        .map(
            rows ->
                rows.getT1().stream()
                    .map(
                        port ->
                            port.with(
                                rows.getT2().stream()
                                    .filter(key -> key.port().equals(port.locode()))
                                    .map(PortKeyRow::entry)
                                    .toList()))
                    .toList());
  }

  private Mono<List<PortRow>> portRows() {
    return all(
        database
            .sql(
                """
                select locode, name, country, address, status
                from port order by locode collate "C" limit :limit
                """)
            .bind("limit", MOST + 1)
            .map(PortRow::of)
            .all());
  }

  private Mono<List<PortKeyRow>> keys() {
    return all(
        database
            .sql(
                """
                select port, thumbprint, x, y, not_before, not_after
                from port_key where withdrawn is null
                order by port collate "C", not_before, thumbprint collate "C" limit :limit
                """)
            .bind("limit", MOST + 1)
            .map(PortKeyRow::of)
            .all());
  }

  private Mono<List<Directory.Organisation>> organisations() {
    return all(
        database
            .sql(
                """
                select id, name, kind, country,
                       array(select op.port from organisation_port op
                             where op.organisation = id order by op.port collate "C") as ports
                from organisation order by id collate "C" limit :limit
                """)
            .bind("limit", MOST + 1)
            .map(DirectoryTables::organisation)
            .all());
  }

  private Mono<List<Directory.Terminal>> terminals() {
    return all(
        database
            .sql(
                """
                select port, code, name, operator
                from terminal order by port collate "C", code collate "C" limit :limit
                """)
            .bind("limit", MOST + 1)
            .map(DirectoryTables::terminal)
            .all());
  }

  private Mono<List<Directory.Desk>> desks() {
    return all(
        database
            .sql(
                """
                select port, name, contact from desk order by port collate "C" limit :limit
                """)
            .bind("limit", MOST + 1)
            .map(DirectoryTables::desk)
            .all());
  }

  private static <T> Mono<List<T>> all(Flux<T> rows) {
    return rows.collectList()
        .doOnNext(
            list -> {
              if (list.size() > MOST) {
                throw new IllegalStateException("a member table has outgrown the directory");
              }
            });
  }

  private static Directory.Organisation organisation(Readable row) {
    String[] ports = Columns.get(row, "ports", String[].class);
    return new Directory.Organisation(
        text(row, "id"),
        text(row, "name"),
        text(row, "kind"),
        text(row, "country"),
        Stream.of(ports).map(Locode::new).toList());
  }

  private static Directory.Terminal terminal(Readable row) {
    return new Directory.Terminal(
        new Locode(text(row, "port")),
        text(row, "code"),
        text(row, "name"),
        row.get("operator", String.class));
  }

  private static Directory.Desk desk(Readable row) {
    return new Directory.Desk(
        new Locode(text(row, "port")), text(row, "name"), text(row, "contact"));
  }

  private static String text(Readable row, String column) {
    return Columns.get(row, column, String.class);
  }

  /** A port without its keys: the entry of the directory is made when they are known. */
  private record PortRow(Locode locode, Directory.Port entry) {

    static PortRow of(Readable row) {
      Locode locode = new Locode(text(row, "locode"));
      return new PortRow(
          locode,
          new Directory.Port(
              locode,
              text(row, "name"),
              text(row, "country"),
              row.get("address", String.class),
              text(row, "status"),
              PROTOCOL,
              List.of()));
    }

    Directory.Port with(List<Directory.Key> keys) {
      return new Directory.Port(
          entry.locode(),
          entry.name(),
          entry.country(),
          entry.address(),
          entry.status(),
          entry.protocol(),
          keys);
    }
  }

  /** A key and whose it is; the JWK has the members of its thumbprint and no other. */
  private record PortKeyRow(Locode port, Directory.Key entry) {

    static PortKeyRow of(Readable row) {
      ECKey key =
          new ECKey.Builder(
                  Curve.P_256, new Base64URL(text(row, "x")), new Base64URL(text(row, "y")))
              .build();
      return new PortKeyRow(
          new Locode(text(row, "port")),
          new Directory.Key(
              key.toJSONObject(),
              text(row, "thumbprint"),
              Columns.get(row, "not_before", Instant.class),
              Columns.get(row, "not_after", Instant.class)));
    }
  }
}
