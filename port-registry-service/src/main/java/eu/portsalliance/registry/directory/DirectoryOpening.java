package eu.portsalliance.registry.directory;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What happens once in the life of a process before it gives out a directory: keys whose approval
 * was taken back are withdrawn, and the directory is issued without them.
 */
@Component
public class DirectoryOpening {

  private final Mono<Boolean> opened;

  DirectoryOpening(
      FoundingList list, PortKeys keys, DirectoryIssuer issuer, AuditTrail audit, Clock clock) {
    Mono<IssuedDirectory> opening =
        Mono.defer(() -> keys.withdrawExcept(list, clock.instant()))
            .flatMap(withdrawn -> record(audit, withdrawn))
            .then(issuer.issue());
    // A failed opening is forgotten, so that the next reader tries again.
    this.opened =
        issuer
            .inTurn(opening)
            .thenReturn(true)
            .cache(_ -> Duration.ofMillis(Long.MAX_VALUE), _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** Completes when the directory may be given out. */
  public Mono<Void> opened() {
    return opened.then();
  }

  private static Mono<Void> record(AuditTrail audit, List<String> withdrawn) {
    return withdrawn.isEmpty()
        ? Mono.empty()
        : audit.record(
            AuditEntry.ofService(
                AuditEntry.Act.ERASURE,
                "port-registry-service",
                "alliance",
                "withdraw key",
                withdrawn,
                ""));
  }
}
