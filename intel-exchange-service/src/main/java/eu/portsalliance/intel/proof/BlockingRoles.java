package eu.portsalliance.intel.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What two roles of the database may not do. */
final class BlockingRoles {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** The server's list of who may come from where (pg_hba.conf) refuses before any privilege. */
  private static final String INVALID_AUTHORIZATION = "28000";

  private final String url;

  BlockingRoles(String url) {
    this.url = url;
  }

  /** Whether the database lets the role in at all. */
  boolean refuses(String role, String password) {
    try (Connection connection = DriverManager.getConnection(url, role, password)) {
      return !connection.isValid(1);
    } catch (SQLException refusal) {
      return INVALID_AUTHORIZATION.equals(refusal.getSQLState()) || expected(refusal);
    }
  }

  /** Whether the role comes in and can make no table. */
  boolean cannotAlter(String role, String password) {
    try (Connection connection = DriverManager.getConnection(url, role, password);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create table proof_of_too_many_rights ()");
      connection.rollback();
      return false;
    } catch (SQLException refusal) {
      return expected(refusal);
    }
  }

  /** Any other failure proves nothing. */
  private static boolean expected(SQLException refusal) {
    if (INSUFFICIENT_PRIVILEGE.equals(refusal.getSQLState())) {
      return true;
    }
    throw new IllegalStateException("the database answered " + refusal.getSQLState(), refusal);
  }
}
