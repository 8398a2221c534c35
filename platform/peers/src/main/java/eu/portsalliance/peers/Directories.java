package eu.portsalliance.peers;

import eu.portsalliance.access.Columns;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest directory that this service has verified, kept in memory and in its database, so that
 * a restart needs no centre. The root keys are pinned; a lower serial than the newest seen is
 * refused, and so is another document with the same serial.
 */
public final class Directories {

  private final RootKeys roots;
  private final DatabaseClient database;
  private final JsonMapper json;
  private final AtomicReference<@Nullable Held> newest = new AtomicReference<>();
  private final Sinks.Many<Directory> changes = Sinks.many().multicast().directBestEffort();

  public Directories(RootKeys roots, DatabaseClient database, JsonMapper json) {
    this.roots = roots;
    this.database = database;
    this.json = json;
  }

  /** What became of a document that was offered. */
  public enum Outcome {
    ACCEPTED,
    KNOWN,
    OLDER,
    FORKED,
    NOT_VERIFIED
  }

  /** The newest directory; empty until one was verified. */
  public Optional<Directory> current() {
    Held held = newest.get();
    return held == null ? Optional.empty() : Optional.of(held.directory());
  }

  /** The newest document as it was signed, to be handed to peers. */
  public Optional<String> document() {
    Held held = newest.get();
    return held == null ? Optional.empty() : Optional.of(held.document());
  }

  /** Emits each newer directory from now on. */
  public Flux<Directory> changes() {
    return changes.asFlux();
  }

  /** Loads the newest stored document; completes whether or not there is one. */
  public Mono<Void> load() {
    return database
        .sql("select document from directory_document order by serial desc limit 1")
        .map(row -> Columns.get(row, "document", String.class))
        .one()
        .doOnNext(document -> verify(document).ifPresent(this::hold))
        .then();
  }

  /** Verifies a document and keeps it when it is newer than what is held. */
  public Mono<Outcome> accept(String document) {
    Optional<Held> offered = verify(document);
    if (offered.isEmpty()) {
      return Mono.just(Outcome.NOT_VERIFIED);
    }
    Outcome outcome = compare(offered.get());
    return outcome == Outcome.ACCEPTED
        ? keep(offered.get()).thenReturn(outcome)
        : Mono.just(outcome);
  }

  private Outcome compare(Held offered) {
    Held held = newest.get();
    if (held == null || offered.directory().serial() > held.directory().serial()) {
      return Outcome.ACCEPTED;
    }
    if (offered.directory().serial() < held.directory().serial()) {
      return Outcome.OLDER;
    }
    return offered.payload().equals(held.payload()) ? Outcome.KNOWN : Outcome.FORKED;
  }

  private Mono<Void> keep(Held held) {
    return database
        .sql(
            """
            insert into directory_document (serial, document) values (:serial, :document)
            on conflict (serial) do nothing
            """)
        .bind("serial", held.directory().serial())
        .bind("document", held.document())
        .fetch()
        .rowsUpdated()
        .doOnNext(_ -> hold(held))
        .then();
  }

  private void hold(Held offered) {
    Held before = newest.getAndAccumulate(offered, Directories::newer);
    if (before == null || offered.directory().serial() > before.directory().serial()) {
      changes.emitNext(
          offered.directory(), Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
    }
  }

  private static @Nullable Held newer(@Nullable Held held, @Nullable Held next) {
    return held == null || (next != null && next.directory().serial() > held.directory().serial())
        ? next
        : held;
  }

  private Optional<Held> verify(String document) {
    return Jws.verify(document, Directory.TYPE, kid -> roots.named(kid).map(PortKey::jwk))
        .flatMap(verified -> parse(document, verified));
  }

  private Optional<Held> parse(String document, Jws.Verified verified) {
    try {
      Directory directory = json.readValue(verified.payload(), Directory.class);
      return Optional.of(
          new Held(directory, document, Base64.getEncoder().encodeToString(verified.payload())));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private record Held(Directory directory, String document, String payload) {}
}
