package eu.portsalliance.intel.standing;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.acceptance.Leaving;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The standing releases of this port, as people made them. */
@Component
class ReleaseRows implements StandingReleases {

  static final int MOST = 500;

  private static final String RUNNING =
      "approved_at is not null and ends > :now and (withdrawn_from is null or withdrawn_from > :now)";
  private static final String WAITING =
      "approved_at is null and ends > :now and proposed_at > :oldest and (withdrawn_from is null or withdrawn_from > :now)";

  private final DatabaseClient database;
  private final Leaving leaving;
  private final Clock clock;

  ReleaseRows(DatabaseClient database, Leaving leaving, Clock clock) {
    this.database = database;
    this.leaving = leaving;
    this.clock = clock;
  }

  @Override
  public Mono<String[]> markings(StandingRelease.Type type, Locode peer) {
    return database
        .sql(
            """
            select distinct ceiling from standing_release
             where type = :type and :peer = any(audience) and %s
            """
                .formatted(RUNNING))
        .bind("type", type.name())
        .bind("peer", peer.value())
        .bind("now", utc(clock.instant()))
        .map(row -> Tlp.valueOf(Columns.get(row, "ceiling", String.class)))
        .all()
        .collectList()
        .map(
            ceilings ->
                Arrays.stream(Tlp.values())
                    .filter(tlp -> ceilings.stream().anyMatch(most -> tlp.compareTo(most) <= 0))
                    .map(Tlp::name)
                    .toArray(String[]::new))
        .flatMap(markings -> leaving.spoken(peer, markings));
  }

  /** Those that run and those that wait first, then the newest. */
  Mono<List<StandingRelease>> all(Instant now) {
    return database
        .sql(
            """
            select * from standing_release
             order by (%s) or (%s) desc, proposed_at desc, id limit :limit
            """
                .formatted(RUNNING, WAITING))
        .bind("now", utc(now))
        .bind("oldest", utc(now.minus(StandingRelease.WAITS)))
        .bind("limit", MOST)
        .map(ReleaseRows::release)
        .all()
        .collectList();
  }

  /** How many wait for their second person. */
  Mono<Long> waiting(Instant now) {
    return database
        .sql("select count(*) as waiting from standing_release where " + WAITING)
        .bind("now", utc(now))
        .bind("oldest", utc(now.minus(StandingRelease.WAITS)))
        .map(row -> Columns.get(row, "waiting", Long.class))
        .one();
  }

  /** One, which nobody else changes until the transaction ends. */
  Mono<StandingRelease> locked(UUID id) {
    return database
        .sql("select * from standing_release where id = :id for update")
        .bind("id", id)
        .map(ReleaseRows::release)
        .one();
  }

  Mono<Void> propose(StandingRelease release) {
    return database
        .sql(
            """
            insert into standing_release (id, type, audience, ceiling, ends, proposed_by, proposed_at)
            values (:id, :type, :audience, :ceiling, :ends, :person, :at)
            """)
        .bind("id", release.id())
        .bind("type", release.type().name())
        .bind("audience", release.audience().toArray(String[]::new))
        .bind("ceiling", release.ceiling().name())
        .bind("ends", utc(release.ends()))
        .bind("person", release.proposed().person())
        .bind("at", utc(release.proposed().at()))
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Void> approve(UUID id, StandingRelease.Hand by) {
    return database
        .sql("update standing_release set approved_by = :person, approved_at = :at where id = :id")
        .bind("id", id)
        .bind("person", by.person())
        .bind("at", utc(by.at()))
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Void> withdraw(UUID id, StandingRelease.Withdrawal withdrawal) {
    return database
        .sql(
            """
            update standing_release
               set withdrawn_by = :person, withdrawn_at = :at, withdrawn_from = :from
             where id = :id
            """)
        .bind("id", id)
        .bind("person", withdrawal.by().person())
        .bind("at", utc(withdrawal.by().at()))
        .bind("from", utc(withdrawal.from()))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private static StandingRelease release(Readable row) {
    OffsetDateTime from = row.get("withdrawn_from", OffsetDateTime.class);
    return new StandingRelease(
        Columns.get(row, "id", UUID.class),
        StandingRelease.Type.valueOf(Columns.get(row, "type", String.class)),
        List.of(Columns.get(row, "audience", String[].class)),
        Tlp.valueOf(Columns.get(row, "ceiling", String.class)),
        Columns.instant(row, "ends"),
        Objects.requireNonNull(hand(row, "proposed")),
        hand(row, "approved"),
        from == null
            ? null
            : new StandingRelease.Withdrawal(
                Objects.requireNonNull(hand(row, "withdrawn")), from.toInstant()));
  }

  private static StandingRelease.@Nullable Hand hand(Readable row, String act) {
    String person = row.get(act + "_by", String.class);
    return person == null
        ? null
        : new StandingRelease.Hand(person, Columns.instant(row, act + "_at"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
