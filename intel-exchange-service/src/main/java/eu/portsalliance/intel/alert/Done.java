package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What a reader's side did with an alert already.
 *
 * @param disposition of their organisation, of this version, while it lasts
 * @param acknowledged whether they themselves said that they read this version
 */
record Done(AlertView.@Nullable Disposition disposition, boolean acknowledged) {

  static final Done NOTHING = new Done(null, false);

  /** Reads it. */
  @Component
  static class Reader {

    private final DatabaseClient database;
    private final Clock clock;

    Reader(DatabaseClient database, Clock clock) {
      this.database = database;
      this.clock = clock;
    }

    /** By id; absent where nothing was done. */
    Mono<Map<String, Done>> done(List<AlertViews.Shown> shown, Caller caller) {
      return shown.isEmpty()
          ? Mono.just(Map.of())
          : database
              .sql(
                  """
                  select o.id, d.state, d.until, d.reason, d.person, d.confirmed_by, a.object_id is not null as acknowledged
                    from unnest(cast(:ids as text[]), cast(:modifieds as text[])) as o (id, modified)
                    left join lateral (
                      select w.state, w.until, w.reason, w.person, w.confirmed_by from alert_disposition w
                       where w.object_id = o.id and w.modified = cast(o.modified as timestamptz)
                         and w.organisation = :organisation
                         and (w.until is null or w.until > :now) offset 0) d on true
                    left join lateral (
                      select s.object_id from alert_acknowledgement s
                       where s.object_id = o.id and s.modified = cast(o.modified as timestamptz)
                         and s.organisation = :organisation and s.person = :person offset 0) a on true
                   where d.state is not null or a.object_id is not null
                  """)
              .bind("ids", shown.stream().map(one -> one.object().id()).toArray(String[]::new))
              .bind(
                  "modifieds",
                  shown.stream()
                      .map(one -> one.object().modified().toString())
                      .toArray(String[]::new))
              .bind("organisation", caller.organisation())
              .bind("person", caller.person().orElse(""))
              .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
              .map(
                  row -> {
                    String state = row.get("state", String.class);
                    OffsetDateTime until = row.get("until", OffsetDateTime.class);
                    return Map.entry(
                        Columns.get(row, "id", String.class),
                        new Done(
                            state == null
                                ? null
                                : new AlertView.Disposition(
                                    state,
                                    until == null ? null : until.toInstant(),
                                    Columns.get(row, "reason", String.class),
                                    Columns.get(row, "person", String.class),
                                    row.get("confirmed_by", String.class)),
                            Columns.get(row, "acknowledged", Boolean.class)));
                  })
              .all()
              .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
  }
}
