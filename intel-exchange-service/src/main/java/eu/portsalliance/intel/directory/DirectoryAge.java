package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.peers.Directories;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How long ago the registry said that the directory held here is the current one. What a peer says
 * does not count: two ports that are cut off together would keep each other young.
 */
@Component
public class DirectoryAge {

  /** After this, people are warned. */
  static final Duration LATE = Duration.ofHours(1);

  /** After this, nothing above GREEN leaves. */
  static final Duration TOO_OLD = Duration.ofHours(24);

  private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

  private final Directories directories;
  private final DatabaseClient database;
  private final Clock clock;
  private volatile @Nullable Instant confirmed;
  private volatile Instant written = Instant.EPOCH;

  DirectoryAge(Directories directories, DatabaseClient database, Clock clock) {
    this.directories = directories;
    this.database = database;
    this.clock = clock;
  }

  /** The age; empty while there is no directory. */
  public Optional<Duration> age() {
    Instant told = confirmed;
    return directories
        .current()
        .map(d -> told == null || told.isBefore(d.issued()) ? d.issued() : told)
        .map(since -> Duration.between(since, clock.instant()));
  }

  /** What an age means. */
  public enum State {
    /** Confirmed within the hour. */
    FRESH,
    /** Not confirmed for an hour: a warning. */
    LATE,
    /** Not confirmed for a day, or not there: nothing above GREEN leaves. */
    OLD
  }

  /** What the age means now. */
  public State state() {
    return age()
        .map(
            a ->
                a.compareTo(TOO_OLD) >= 0
                    ? State.OLD
                    : a.compareTo(LATE) >= 0 ? State.LATE : State.FRESH)
        .orElse(State.OLD);
  }

  /** Whether an object so marked may leave to another port now. */
  public boolean mayLeave(Tlp tlp) {
    return switch (tlp) {
      case CLEAR, GREEN -> true;
      case AMBER, AMBER_STRICT, RED -> state() != State.OLD;
    };
  }

  /** Takes up what was known before a restart. */
  Mono<Void> load() {
    return database
        .sql("select confirmed_at from directory_checks")
        .map(row -> Columns.instant(row, "confirmed_at"))
        .one()
        .doOnNext(at -> confirmed = at)
        .then();
  }

  /** The registry just said so. Kept in the database once a minute: that is exact enough. */
  Mono<Void> confirm() {
    Instant now = clock.instant();
    confirmed = now;
    if (Duration.between(written, now).compareTo(WRITTEN_EVERY) < 0) {
      return Mono.empty();
    }
    written = now;
    return database
        .sql(
            """
            insert into directory_checks (confirmed_at) values (:at)
            on conflict (one) do update set confirmed_at = greatest(excluded.confirmed_at, directory_checks.confirmed_at)
            """)
        .bind("at", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }
}
