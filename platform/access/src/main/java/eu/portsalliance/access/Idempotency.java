package eu.portsalliance.access;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one contract for writes: the act, its answer and the key commit together, and the same key
 * again gets the same answer without a second act. A refusal leaves nothing behind, so the caller
 * may mend the request and send it with the same key.
 */
public final class Idempotency {

  private static final String SETTLE =
      """
      update idempotency_key
         set status = :status, location = :location, body = :body
       where actor = :subject and key = :key
      """;

  private static final String SETTLE_AND_RECORD =
      "with settled as (" + SETTLE + ") " + AuditTrail.INSERT;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final JsonMapper json;

  public Idempotency(DatabaseClient database, TransactionalOperator transaction, JsonMapper json) {
    this.database = database;
    this.transaction = transaction;
    this.json = json;
  }

  /**
   * Runs an act once for each caller and key, in one transaction with the record of its answer.
   *
   * @param operation names the act and its target, for example {@code release indicator--…}
   * @param request the body as read; the same key with another operation or body is refused (422)
   * @param act emits exactly one answer; a status of 400 or more rolls everything back
   * @return the answer, new or replayed; a replay carries {@code Idempotent-Replay: true}
   */
  public Mono<ResponseEntity<byte[]>> once(
      Caller caller,
      IdempotencyKey key,
      String operation,
      Object request,
      Mono<? extends ResponseEntity<?>> act) {
    byte[] hash = hash(operation, request);
    return transaction
        .execute(
            status ->
                claim(caller, key, hash)
                    .flatMap(claimed -> claimed ? run(caller, key, act) : replay(caller, key, hash))
                    .doOnNext(
                        answer -> {
                          if (answer.getStatusCode().isError()) {
                            status.setRollbackOnly();
                          }
                        }))
        .single();
  }

  private Mono<Boolean> claim(Caller caller, IdempotencyKey key, byte[] hash) {
    return database
        .sql(
            """
            insert into idempotency_key (actor, key, request_hash)
            values (:actor, :key, :hash)
            on conflict (actor, key) do nothing
            """)
        .bind("actor", caller.subject())
        .bind("key", key.value())
        .bind("hash", hash)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private Mono<ResponseEntity<byte[]>> run(
      Caller caller, IdempotencyKey key, Mono<? extends ResponseEntity<?>> act) {
    var last = new AuditTrail.LastEntry();
    return act.contextWrite(context -> context.put(AuditTrail.LastEntry.class, last))
        .flatMap(answer -> settle(caller, key, answer, last));
  }

  /**
   * Keeps the answer and writes the act's last audit row: one statement, for it is in every act.
   */
  private Mono<ResponseEntity<byte[]>> settle(
      Caller caller, IdempotencyKey key, ResponseEntity<?> answer, AuditTrail.LastEntry last) {
    Object value = answer.getBody();
    byte[] body = value == null ? new byte[0] : json.writeValueAsBytes(value);
    ResponseEntity<byte[]> bytes =
        ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).body(body);
    if (answer.getStatusCode().isError()) {
      return Mono.just(bytes);
    }
    var headers = answer.getHeaders();
    Optional<AuditEntry> entry = last.take();
    var statement =
        entry
            .map(e -> AuditTrail.bind(database.sql(SETTLE_AND_RECORD), e))
            .orElseGet(() -> database.sql(SETTLE));
    return statement
        .bind("status", answer.getStatusCode().value())
        .bind("location", Optional.ofNullable(headers.getLocation()).map(URI::toString).orElse(""))
        .bind("body", body)
        .bind("subject", caller.subject())
        .bind("key", key.value())
        .fetch()
        .rowsUpdated()
        .thenReturn(asJson(bytes));
  }

  private Mono<ResponseEntity<byte[]>> replay(Caller caller, IdempotencyKey key, byte[] hash) {
    return database
        .sql(
            """
            select request_hash, status, location, body
              from idempotency_key
             where actor = :actor and key = :key
            """)
        .bind("actor", caller.subject())
        .bind("key", key.value())
        .map(
            row ->
                new Stored(
                    Columns.get(row, "request_hash", byte[].class),
                    Columns.get(row, "status", Integer.class),
                    Columns.get(row, "location", String.class),
                    Columns.get(row, "body", byte[].class)))
        .one()
        .map(stored -> MessageDigest.isEqual(hash, stored.hash()) ? stored.answer() : reused());
  }

  private ResponseEntity<byte[]> reused() {
    Problem problem =
        Problem.of(
            ProblemType.IDEMPOTENCY_KEY_REUSED,
            "You used this Idempotency-Key for another request. Take a new one.");
    return ResponseEntity.status(problem.type().status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(json.writeValueAsBytes(problem.body()));
  }

  private static ResponseEntity<byte[]> asJson(ResponseEntity<byte[]> answer) {
    return answer.getHeaders().getContentType() != null
        ? answer
        : ResponseEntity.status(answer.getStatusCode())
            .headers(answer.getHeaders())
            .contentType(MediaType.APPLICATION_JSON)
            .body(answer.getBody());
  }

  private byte[] hash(String operation, Object request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(operation.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(request instanceof byte[] raw ? raw : json.writeValueAsBytes(request));
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Stored(byte[] hash, int status, String location, byte[] body) {

    ResponseEntity<byte[]> answer() {
      ResponseEntity.BodyBuilder builder =
          ResponseEntity.status(status)
              .contentType(MediaType.APPLICATION_JSON)
              .header("Idempotent-Replay", "true");
      return (location.isEmpty() ? builder : builder.location(URI.create(location))).body(body);
    }
  }
}
