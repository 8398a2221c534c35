package eu.portsalliance.bench.audit;

import eu.portsalliance.bench.harness.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What stands in the database of Antwerp's exchange.
 *
 * @param drafts alerts that were drafted
 * @param records audit rows that say so
 * @param waiting audit rows of whatever that are not sealed yet
 */
record Recorded(long drafts, long records, long waiting) {
  private static final String DATABASE = "beanr_intel";

  static Recorded in(Instance instance) throws SQLException {
    try (Connection connection = instance.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select (select count(*) from alerts),
                       (select count(*) from audit_record where what = 'draft alert'),
                       (select count(*) from audit_record) - (select size from audit_log)
                """)) {
      row.next();
      return new Recorded(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /** How many drafts since then have no record of theirs. */
  long unrecordedSince(Recorded before) {
    return drafts - before.drafts - (records - before.records);
  }

  long recordedSince(Recorded before) {
    return records - before.records;
  }
}
