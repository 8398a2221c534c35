package eu.portsalliance.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Writes audit rows. A row is part of the transaction in which it is written: it commits with the
 * act or not at all. The service's role can add and read rows and change none.
 */
public final class AuditTrail {

  /** Writes one row; {@link #bind} names what it needs. */
  static final String INSERT =
      """
      insert into audit_record
        (act, actor, organisation, purpose, case_number, what, ids, recipient, extended)
      values
        (:act, :actor, :organisation, :purpose, :case_number, :what, :ids, :recipient, :extended)
      """;

  private static final int MOST_TOGETHER = 200;

  /** In the context of a request whose token the gateway extended. */
  private static final Object EXTENDED = AuditTrail.class.getName() + ".extended";

  private final DatabaseClient database;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final SecretKeySpec hashKey;

  public AuditTrail(DatabaseClient database, byte[] hashKey) {
    this.database = database;
    this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
  }

  /** The context of a request whose token the gateway extended: every row says so. */
  static Context marked(Context context) {
    return context.put(EXTENDED, true);
  }

  private static AuditEntry as(AuditEntry entry, ContextView context) {
    return context.hasKey(EXTENDED) ? entry.marked() : entry;
  }

  /**
   * Adds one row, in the caller's transaction if there is one. In an act that {@link Idempotency}
   * runs, the last row is written by the statement that keeps the act's answer.
   */
  public Mono<Void> record(AuditEntry entry) {
    return Mono.deferContextual(
        context ->
            context.hasKey(LastEntry.class)
                ? Mono.justOrEmpty(context.get(LastEntry.class).replace(as(entry, context)))
                    .flatMap(this::add)
                : add(as(entry, context)));
  }

  private Mono<Void> add(AuditEntry entry) {
    return bind(database.sql(INSERT), entry).fetch().rowsUpdated().then();
  }

  /** Binds what {@link #INSERT} needs. */
  static DatabaseClient.GenericExecuteSpec bind(
      DatabaseClient.GenericExecuteSpec statement, AuditEntry entry) {
    return statement
        .bind("act", entry.act().name())
        .bind("actor", entry.actor())
        .bind("organisation", entry.organisation())
        .bind("purpose", purpose(entry))
        .bind("case_number", caseNumber(entry))
        .bind("what", entry.what())
        .bind("ids", entry.ids().toArray(String[]::new))
        .bind("recipient", entry.recipient().orElse(""))
        .bind("extended", entry.extended());
  }

  /**
   * The newest row of an act, not written yet; those before it are, so that they keep their order.
   */
  static final class LastEntry {
    private final AtomicReference<@Nullable AuditEntry> entry = new AtomicReference<>();

    private Optional<AuditEntry> replace(AuditEntry next) {
      return Optional.ofNullable(entry.getAndSet(next));
    }

    Optional<AuditEntry> take() {
      return Optional.ofNullable(entry.getAndSet(null));
    }
  }

  /**
   * Adds one row outside of any transaction and completes when it is committed. Rows of the same
   * moment are written and committed together: for readings, whose answer waits for its record.
   */
  public Mono<Void> recordReading(AuditEntry entry) {
    return Mono.deferContextual(
        context -> {
          Waiting one = new Waiting(as(entry, context), Sinks.empty());
          queue.add(one);
          if (waiting.getAndIncrement() == 0) {
            write();
          }
          return one.committed().asMono();
        });
  }

  private record Waiting(AuditEntry entry, Sinks.Empty<Void> committed) {}

  private void write() {
    List<Waiting> batch = new ArrayList<>();
    Waiting one = queue.poll();
    while (one != null) {
      batch.add(one);
      one = batch.size() < MOST_TOGETHER ? queue.poll() : null;
    }
    insert(batch.stream().map(Waiting::entry).toList())
        .subscribe(
            _ -> {},
            failure -> done(batch, sink -> sink.tryEmitError(failure)),
            () -> done(batch, Sinks.Empty::tryEmitEmpty));
  }

  private void done(List<Waiting> batch, Consumer<Sinks.Empty<Void>> tell) {
    boolean more = waiting.addAndGet(-batch.size()) > 0;
    batch.forEach(one -> tell.accept(one.committed()));
    if (more) {
      write();
    }
  }

  private Mono<Long> insert(List<AuditEntry> entries) {
    return database
        .sql(
            """
            insert into audit_record
              (act, actor, organisation, purpose, case_number, what, ids, recipient, extended)
            select r.act, r.actor, r.organisation, r.purpose, r.case_number, r.what,
                   string_to_array(r.ids, ' '), r.recipient, r.extended
              from unnest(cast(:acts as text[]), cast(:actors as text[]), cast(:organisations as text[]),
                          cast(:purposes as text[]), cast(:cases as text[]), cast(:whats as text[]),
                          cast(:ids as text[]), cast(:recipients as text[]), cast(:extended as boolean[]))
                   as r (act, actor, organisation, purpose, case_number, what, ids, recipient, extended)
            """)
        .bind("acts", texts(entries, entry -> entry.act().name()))
        .bind("actors", texts(entries, AuditEntry::actor))
        .bind("organisations", texts(entries, AuditEntry::organisation))
        .bind("purposes", texts(entries, AuditTrail::purpose))
        .bind("cases", texts(entries, AuditTrail::caseNumber))
        .bind("whats", texts(entries, AuditEntry::what))
        .bind("ids", texts(entries, entry -> String.join(" ", entry.ids())))
        .bind("recipients", texts(entries, entry -> entry.recipient().orElse("")))
        .bind("extended", entries.stream().map(AuditEntry::extended).toArray(Boolean[]::new))
        .fetch()
        .rowsUpdated();
  }

  private static String[] texts(List<AuditEntry> entries, Function<AuditEntry, String> text) {
    return entries.stream().map(text).toArray(String[]::new);
  }

  private static String purpose(AuditEntry entry) {
    return entry.work().map(work -> work.purpose().label()).orElse("");
  }

  private static String caseNumber(AuditEntry entry) {
    return entry.work().map(Work::caseNumber).orElse("");
  }

  /**
   * A salted hash for what must not stand in a record as it is, such as a container number.
   *
   * @return 22 characters of base64url: the first 128 bits of an HMAC-SHA-256
   */
  public String hash(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(hashKey);
      byte[] full = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(full).substring(0, 22);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
