package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.telemetry.Traces;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one way in which alerts are written on. A replayed answer holds what the caller may have lost
 * the right to read since: it is given to whoever may still read the alert, and recorded.
 */
@Component
public class Writes {

  private final Idempotency idempotency;
  private final Readings readings;

  Writes(Idempotency idempotency, Readings readings) {
    this.idempotency = idempotency;
    this.readings = readings;
  }

  /** Runs an act on an alert once for each caller and key ({@link Idempotency#once}). */
  public Mono<ResponseEntity<byte[]>> once(
      Caller caller,
      Work work,
      IdempotencyKey key,
      String operation,
      String id,
      Object request,
      Mono<? extends ResponseEntity<?>> act) {
    return done(caller, key, operation, request, act)
        .flatMap(answer -> stillSeen(caller, work, id, answer));
  }

  /** The same for an act that makes an alert: the answer says at which place. */
  Mono<ResponseEntity<byte[]>> once(
      Caller caller,
      Work work,
      IdempotencyKey key,
      String operation,
      Object request,
      Mono<? extends ResponseEntity<?>> act) {
    return done(caller, key, operation, request, act)
        .flatMap(answer -> stillSeen(caller, work, place(answer), answer));
  }

  /** Nothing is told of the request in which something for named persons alone is written. */
  private Mono<ResponseEntity<byte[]>> done(
      Caller caller,
      IdempotencyKey key,
      String operation,
      Object request,
      Mono<? extends ResponseEntity<?>> act) {
    return Traces.silentOver(
            Mono.just(request),
            asked -> asked instanceof DraftRequest draft && draft.namedPersonsOnly())
        .flatMap(_ -> idempotency.once(caller, key, operation, request, act));
  }

  private static String place(ResponseEntity<byte[]> answer) {
    URI location = answer.getHeaders().getLocation();
    return location == null
        ? ""
        : location.getPath().substring(location.getPath().lastIndexOf('/') + 1);
  }

  private Mono<ResponseEntity<byte[]>> stillSeen(
      Caller caller, Work work, String id, ResponseEntity<byte[]> answer) {
    if (!answer.getHeaders().containsHeader("Idempotent-Replay")) {
      return Mono.just(answer);
    }
    Mono<AlertView> seen = StixReader.isId(id) ? readings.one(caller, work, id) : Mono.empty();
    return seen.map(_ -> answer)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "Check the id; or you may not see it.")));
  }
}
