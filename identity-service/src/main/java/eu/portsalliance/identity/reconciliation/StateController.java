package eu.portsalliance.identity.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells those who watch over the alliance whether Keycloak is as wanted. */
@RestController
class StateController {

  private final Reconciliations reconciliations;

  StateController(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  @GetMapping("/api/identity/state")
  @PreAuthorize("hasAnyAuthority('coordinator','alliance-auditor')")
  Mono<StateView> state() {
    return reconciliations
        .last()
        .map(StateView::of)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        Problem.of(ProblemType.NOT_FOUND, "No reconciliation has ended yet."))));
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StateView(
      Instant at, String outcome, List<String> changes, @Nullable String reason, Instant nextRun) {

    static StateView of(Reconciliation last) {
      return new StateView(
          last.at(),
          last.outcome().label(),
          last.changes(),
          last.reason().orElse(null),
          last.nextRun());
    }
  }
}
