package eu.portsalliance.intel.standing;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The standing releases, for those who audit (openapi.yaml). */
@RestController
class StandingReleaseController {

  private final StandingReleases releases;
  private final AuditTrail audit;

  StandingReleaseController(StandingReleases releases, AuditTrail audit) {
    this.releases = releases;
    this.audit = audit;
  }

  /** One release, also when it is over. */
  record View(
      String type,
      List<String> audience,
      String ceiling,
      Instant ends,
      List<String> approvedBy,
      boolean inForce) {

    private static View of(StandingRelease release, Instant now) {
      return new View(
          release.type().name().toLowerCase(Locale.ROOT),
          release.audience().stream().sorted().toList(),
          release.ceiling().label(),
          release.ends(),
          release.approvedBy(),
          release.inForce(now));
    }
  }

  record Page(List<View> items) {}

  @GetMapping(
      path = "/api/intel/audit/standing-releases",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<Page> list(@AuthenticationPrincipal Caller caller, Work work) {
    return audit
        .record(
            AuditEntry.of(
                AuditEntry.Act.CONSULTATION, caller, work, "read standing releases", List.of()))
        .then(
            Mono.fromSupplier(
                () ->
                    new Page(
                        releases.all().stream()
                            .map(release -> View.of(release, releases.now()))
                            .toList())));
  }
}
