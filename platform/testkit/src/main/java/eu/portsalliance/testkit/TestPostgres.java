package eu.portsalliance.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL 18 for each JVM of tests: the container image where a Docker engine answers, the
 * embedded binaries otherwise; {@code TEST_POSTGRES=container} or {@code embedded} in the
 * environment asks for one of them. The contract is the same on both, and neither is ever skipped:
 * a test that cannot have its database fails.
 */
public final class TestPostgres {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestPostgres() {}

  /**
   * A database of its own with an owner role, which migrates, and a service role, which cannot
   * alter the schema.
   *
   * @param host host of the server
   * @param port port of the server
   * @param name name of the database and of the service role
   * @param owner name of the owner role
   * @param password password of both roles
   */
  public record Database(String host, int port, String name, String owner, String password) {

    public String jdbcUrl() {
      return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    public String r2dbcUrl() {
      return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** A connection as the owner, for arranging a test. */
    public Connection asOwner() throws SQLException {
      return DriverManager.getConnection(jdbcUrl(), owner, password);
    }

    /** A connection as the service. */
    public Connection asService() throws SQLException {
      return DriverManager.getConnection(jdbcUrl(), name, password);
    }

    /**
     * Runs the migrations of the libraries and of a service, as the owner.
     *
     * @param service names the folder below {@code db}
     * @return how many ran
     */
    public int migrate(String service) {
      return Flyway.configure()
          .dataSource(jdbcUrl(), owner, password)
          .locations(
              "classpath:db/access",
              "classpath:db/audit",
              "classpath:db/notary",
              "classpath:db/" + service)
          .placeholders(Map.of("service_role", name))
          .load()
          .migrate()
          .migrationsExecuted;
    }

    /** Changes rows behind the service's back. */
    public void execute(String sql) {
      try (Connection connection = asOwner();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failure) {
        throw new AssertionError(failure);
      }
    }

    /** What the service itself would be told. */
    public void executeAsService(String sql) throws SQLException {
      try (Connection connection = asService();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    /** The first column of each row, as text. */
    public List<String> rows(String query) {
      try (Connection connection = asOwner();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(String.valueOf(result.getString(1)));
        }
        return rows;
      } catch (SQLException failure) {
        throw new AssertionError(failure);
      }
    }

    /** The one number that a query gives; 0 for null. */
    public long count(String query) {
      try (Connection connection = asOwner();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        result.next();
        return result.getLong(1);
      } catch (SQLException failure) {
        throw new AssertionError(failure);
      }
    }

    /** Ends the connections of the service and lets none in while something is done. */
    public void awayWhile(Runnable something) throws SQLException {
      try (Connection connection = asSuperuser();
          Statement statement = connection.createStatement()) {
        statement.execute("alter role %s nologin".formatted(name));
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'"
                .formatted(name));
        try {
          something.run();
        } finally {
          statement.execute("alter role %s login".formatted(name));
        }
      }
    }

    /** Keeps what it holds now under another name; its connections end. */
    public String copy() {
      String copy = name + "_copy_" + COUNTER.incrementAndGet();
      asAdministrator(
          List.of(
              "alter database %s allow_connections false".formatted(name),
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                  .formatted(name),
              "create database %s template %s".formatted(copy, name),
              "alter database %s allow_connections true".formatted(name)));
      return copy;
    }

    /** Takes a copy in the place of what it holds: what came since is gone. */
    public void restore(String copy) {
      asAdministrator(
          List.of(
              "drop database %s with (force)".formatted(name),
              "create database %s template %s owner %s".formatted(name, copy, owner),
              "revoke connect on database %s from public".formatted(name),
              "grant connect on database %s to %s".formatted(name, name)));
    }

    /** A connection as superuser: what a hostile administrator could do. */
    public Connection asSuperuser() throws SQLException {
      Server server = Holder.SERVER;
      return DriverManager.getConnection(jdbcUrl(), server.user(), server.password());
    }
  }

  private record Server(String host, int port, String user, String password) {}

  private static final class Holder {
    static final Server SERVER = start();
  }

  /**
   * Makes a fresh database.
   *
   * @param purpose part of its name, lower-case letters
   */
  public static Database database(String purpose) {
    Server server = Holder.SERVER;
    String name = purpose + "_" + COUNTER.incrementAndGet();
    Database database =
        new Database(server.host(), server.port(), name, name + "_owner", "test-" + name);
    asAdministrator(
        List.of(
            "create role %s login password '%s'".formatted(database.owner(), database.password()),
            "create role %s login password '%s'".formatted(name, database.password()),
            "create database %s owner %s".formatted(name, database.owner()),
            "revoke connect on database %s from public".formatted(name),
            "grant connect on database %s to %s".formatted(name, name)));
    return database;
  }

  private static void asAdministrator(List<String> statements) {
    Server server = Holder.SERVER;
    String admin = "jdbc:postgresql://%s:%d/postgres".formatted(server.host(), server.port());
    try (Connection connection =
            DriverManager.getConnection(admin, server.user(), server.password());
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("no database for the test", failure);
    }
  }

  private static Server start() {
    String wanted = System.getenv().getOrDefault("TEST_POSTGRES", "");
    return switch (wanted) {
      case "container" -> container();
      case "embedded" -> embedded();
      case "" -> DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
      default ->
          throw new IllegalStateException(
              "TEST_POSTGRES is container, embedded or unset, not " + wanted);
    };
  }

  private static Server container() {
    @SuppressWarnings("resource") // lives as long as the JVM of the tests; Ryuk ends it
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "max_connections=300");
    container.start();
    return new Server(
        container.getHost(),
        container.getFirstMappedPort(),
        container.getUsername(),
        container.getPassword());
  }

  private static Server embedded() {
    try {
      @SuppressWarnings("resource") // lives as long as the JVM of the tests; ended by its hook
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      return new Server("127.0.0.1", postgres.getPort(), "postgres", "postgres");
    } catch (IOException failure) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", failure);
    }
  }
}
