package eu.portsalliance.registry.enrolment;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes enrolments. No token: the proof is the right to call, and its id the idempotency key. */
@RestController
class EnrolmentController {

  private final Enrolment enrolment;

  EnrolmentController(Enrolment enrolment) {
    this.enrolment = enrolment;
  }

  @PostMapping(path = "/api/registry/enrolments", consumes = "application/jose")
  @PreAuthorize("permitAll()")
  Mono<ResponseEntity<?>> enrol(@RequestBody String proof) {
    return enrolment.enrol(proof).map(EnrolmentController::answer);
  }

  private static ResponseEntity<?> answer(EnrolmentOutcome outcome) {
    return switch (outcome) {
      case EnrolmentOutcome.Accepted accepted -> accepted.directory().response();
      case EnrolmentOutcome.Unreadable unreadable ->
          Problem.field(unreadable.field(), unreadable.detail()).response();
      case EnrolmentOutcome.Refused _ ->
          Problem.of(
                  ProblemType.KEY_NOT_APPROVED,
                  "Compare the key's thumbprint with your coordinators, set the clock, and send a"
                      + " new proof.")
              .response();
    };
  }
}
