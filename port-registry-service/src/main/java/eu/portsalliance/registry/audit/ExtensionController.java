package eu.portsalliance.registry.audit;

import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Shows how the registry's log grew. Hashes of records with random ids tell nothing but their
 * number, and the head is signed: anybody may read it, so that nobody can be kept from witnessing.
 */
@RestController
class ExtensionController {

  private final NotarisedLogs notary;

  ExtensionController(NotarisedLogs notary) {
    this.notary = notary;
  }

  @GetMapping(path = "/api/registry/audit/extension", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("permitAll()")
  Mono<NotarisedLogs.Extension> since(@RequestParam(defaultValue = "0") long from) {
    return notary
        .since(RegistryLog.SERVICE, from)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.CONFLICT, "The log has fewer records than that.")));
  }
}
