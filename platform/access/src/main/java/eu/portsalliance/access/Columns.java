package eu.portsalliance.access;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/** Reads columns that the schema declares not null, in row mappers. */
public final class Columns {

  private Columns() {}

  /**
   * The value of a column.
   *
   * @throws NullPointerException naming the column, when it is null after all
   */
  public static <T> T get(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }

  /** A {@code timestamptz} as an instant. */
  public static Instant instant(Readable row, String column) {
    return get(row, column, OffsetDateTime.class).toInstant();
  }
}
