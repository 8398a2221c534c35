package eu.portsalliance.intel;

import eu.portsalliance.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that holds its locks until it is let go. */
record Held(Connection connection) implements AutoCloseable {

  static Held by(TestPostgres.Database database, String sql) {
    try {
      Connection connection =
          DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.password());
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return new Held(connection);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  void letGo() {
    try {
      connection.rollback();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
