package eu.portsalliance.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Utils;

/**
 * One database for each service and port. Its owner role migrates it; its service role reads and
 * writes what migrations grant and cannot alter the schema; nobody else may connect.
 */
final class Databases {
  private final Postgres postgres;
  private final Secrets secrets;

  Databases(Postgres postgres, Secrets secrets) {
    this.postgres = postgres;
    this.secrets = secrets;
  }

  /** Makes what is missing and sets the passwords; a second run changes nothing. */
  void ensure(List<String> services) throws SQLException {
    try (Connection connection = postgres.connect("postgres")) {
      for (String shared : List.of("postgres", "template1")) {
        execute(
            connection, "revoke connect, temporary on database %s from public".formatted(shared));
      }
      for (String service : services) {
        ensureRole(connection, owner(service));
        ensureRole(connection, service);
        ensureDatabase(connection, service, owner(service));
        execute(connection, "grant connect on database %s to %s".formatted(service, service));
      }
      // Keycloak migrates its own schema at every start: one role for both
      ensureRole(connection, Keycloak.DATABASE);
      ensureDatabase(connection, Keycloak.DATABASE, Keycloak.DATABASE);
    }
    for (String service : services) {
      settle(service);
    }
  }

  static String owner(String database) {
    return database + "_owner";
  }

  String password(String role) {
    return secrets.of("postgresql/" + role);
  }

  /** Whether the identity service has matched Keycloak with the desired state since then. */
  boolean reconciledSince(Instant start) throws SQLException {
    try (Connection connection = postgres.connect(Service.IDENTITY.word());
        PreparedStatement statement =
            connection.prepareStatement(
                "select 1 from last_reconciliation where outcome <> 'failed' and at >= ?")) {
      statement.setObject(1, start.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Whether two people of a port decided on that many types of standing releases. */
  boolean decidedReleases(String service, int types) throws SQLException {
    try (Connection connection = postgres.connect(service);
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select count(distinct type) >= ? from standing_release
                 where ends > now() and (approved_at is not null or withdrawn_at is not null)
                """)) {
      statement.setInt(1, types);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** Those of some peers on which two people of a port have not decided. */
  List<String> undecidedPeers(String service, List<String> peers) throws SQLException {
    List<String> undecided = new ArrayList<>(peers);
    try (Connection connection = postgres.connect(service);
        PreparedStatement statement =
            connection.prepareStatement(
                "select port from peer_acceptance where confirmed_at is not null or ended_at is not null");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        undecided.remove(rows.getString(1));
      }
    }
    return List.copyOf(undecided);
  }

  private void settle(String service) throws SQLException {
    try (Connection connection = postgres.connect(service)) {
      execute(connection, "alter schema public owner to " + owner(service));
      execute(connection, "revoke all on schema public from public");
      execute(connection, "grant usage on schema public to " + service);
    }
  }

  private void ensureRole(Connection connection, String role) throws SQLException {
    String verb =
        exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
    execute(
        connection,
        "%s role %s login nosuperuser nocreatedb nocreaterole password '%s'"
            .formatted(verb, role, Utils.escapeLiteral(null, password(role), true)));
  }

  private static void ensureDatabase(Connection connection, String database, String owner)
      throws SQLException {
    if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
      execute(connection, "create database %s owner %s".formatted(database, owner));
    }
    execute(connection, "revoke all on database %s from public".formatted(database));
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Names are our own constants, in lower case: DDL takes no parameters. */
  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
