package eu.portsalliance.registry.tenant;

import eu.portsalliance.access.Locode;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Hands out what a port's tenant is installed with; it holds no secret. */
@RestController
class TenantController {

  private final TenantPorts ports;
  private final TenantValues values;

  TenantController(TenantPorts ports, TenantValues values) {
    this.ports = ports;
    this.values = values;
  }

  @GetMapping(
      path = "/api/registry/ports/{locode}/tenant/values.yaml",
      produces = {"application/yaml", "application/problem+json"})
  @PreAuthorize("hasAnyAuthority('coordinator', 'tenant-admin')")
  Mono<String> values(@PathVariable String locode) {
    Locode port = locode(locode);
    return ports.active().map(active -> values.of(port, active));
  }

  private static Locode locode(String text) {
    try {
      return new Locode(text);
    } catch (IllegalArgumentException notOne) {
      throw new ProblemException(
          Problem.field("locode", "is a UN/LOCODE of five characters such as NLRTM"));
    }
  }
}
