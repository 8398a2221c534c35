package eu.portsalliance.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema as the migrations of this version want it; a fault is one sentence. */
final class BlockingSchema {

  private static final Logger LOG = LoggerFactory.getLogger(BlockingSchema.class);
  private static final int MOST_NAMED = 3;
  private static final String SERVICE_ROLE = "service_role";

  private final String place;
  private final String role;

  /**
   * @param url JDBC address; what stands behind its question mark is not shown
   * @param role with which it is opened
   */
  BlockingSchema(String url, @Nullable String role) {
    this.place = url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*$", "");
    this.role = role == null ? "(none is given)" : role;
  }

  /** Applies what is pending, as the owning role. */
  void migrate(Flyway flyway) {
    try {
      sayNewer(flyway);
      flyway.migrate();
    } catch (FlywayValidateException differs) {
      throw new DatabaseRefused(
          "The database at %s was not migrated by what stands in this version: %s"
              .formatted(place, line(differs)),
          differs);
    } catch (FlywayException failure) {
      throw refused(failure, flyway.getConfiguration().getPlaceholders().get(SERVICE_ROLE), true);
    }
  }

  /** Refuses a schema that is behind, and a role that could change it. */
  void check(Flyway flyway) {
    try {
      List<String> pending = named(flyway, one -> !one.getState().isApplied());
      if (!pending.isEmpty()) {
        throw new DatabaseRefused(
            "Migrations of %s are pending: %s. Run them as the owning role (alliance.database=migrate)."
                .formatted(place, listed(pending)));
      }
      sayNewer(flyway);
      if (mayAlter(flyway)) {
        throw new DatabaseRefused(
            "Role %s may change the schema of %s: give the service a role that cannot."
                .formatted(role, place));
      }
    } catch (FlywayException failure) {
      throw refused(failure, role, false);
    } catch (SQLException failure) {
      throw refused(failure, role, false);
    }
  }

  /** Migrations only add what the version before can live with, so that it can be gone back to. */
  private void sayNewer(Flyway flyway) {
    List<String> newer = named(flyway, one -> !one.getState().isResolved());
    if (!newer.isEmpty()) {
      LOG.warn("The database at {} is newer than this version: {}.", place, listed(newer));
    }
  }

  private static List<String> named(Flyway flyway, Predicate<MigrationInfo> which) {
    return Arrays.stream(flyway.info().all())
        .filter(which)
        .map(one -> one.getVersion() + " " + one.getDescription())
        .toList();
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static boolean mayAlter(Flyway flyway) throws SQLException {
    try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select has_schema_privilege(current_schema(), 'create')")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** PostgreSQL's SQLSTATE as a sentence, where one is known (PostgreSQL, appendix A). */
  private RuntimeException refused(Exception failure, @Nullable String granted, boolean owner) {
    if (granted == null) {
      return new DatabaseRefused(
          "spring.flyway.placeholders.service_role: name the role with which the service runs.",
          failure);
    }
    String sentence =
        switch (state(failure)) {
          case "28P01", "28000" ->
              "PostgreSQL does not let role %s into %s: it is missing, or its password is another."
                  .formatted(role, place);
          case "3D000" -> "PostgreSQL has no database %s.".formatted(place);
          case "42704" ->
              "PostgreSQL has no role %s to which %s could be granted: create it, then migrate again."
                  .formatted(granted, place);
          case "42501" ->
              owner
                  ? "Role %s may not change the schema of %s: migrate as its owning role."
                      .formatted(role, place)
                  : "Role %s is not the one for which %s was migrated: migrate with service_role=%s."
                      .formatted(role, place, role);
          case "08000", "08001", "08003", "08004", "08006", "57P03" ->
              "PostgreSQL does not answer at %s.".formatted(place);
          default -> "The schema of %s failed: %s".formatted(place, line(failure));
        };
    return new DatabaseRefused(sentence, failure);
  }

  private static String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static String line(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
  }
}
