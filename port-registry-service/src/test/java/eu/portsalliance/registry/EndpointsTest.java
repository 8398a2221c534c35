package eu.portsalliance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.testkit.Endpoints;
import eu.portsalliance.testkit.Habits;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class EndpointsTest extends RegistryTest {

  private static final String AUDITORS = "hasAnyAuthority('auditor', 'alliance-auditor')";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Test
  void whoMayCallWhatIsThisAndNothingElse() {
    assertThat(Endpoints.of(mappings))
        .containsExactlyInAnyOrder(
            "GET /api/registry/ports isAuthenticated()",
            "GET /api/registry/ports/{locode}/tenant/values.yaml"
                + " hasAnyAuthority('coordinator', 'tenant-admin')",
            "GET /api/registry/terminals isAuthenticated()",
            "GET /api/registry/organisations isAuthenticated()",
            "GET /api/registry/directory permitAll()",
            "GET /api/registry/audit/extension permitAll()",
            "GET /api/registry/audit/records " + AUDITORS,
            "GET /api/registry/audit/report " + AUDITORS,
            "GET /api/registry/audit/log " + AUDITORS,
            "GET /api/registry/audit/heads " + AUDITORS,
            "POST /api/registry/enrolments permitAll()");
  }

  @Test
  void livenessAndReadinessAreOpenAndNothingElseOfTheActuatorIs() {
    assertThat(registry().outsideContract("GET", "/actuator/health/liveness").status())
        .isEqualTo(200);
    assertThat(registry().outsideContract("GET", "/actuator/health/readiness").status())
        .isEqualTo(200);
    assertThat(
            registry().outsideContract("GET", "/actuator/env", "Authorization", member()).status())
        .isEqualTo(404);
  }

  @Test
  void theHabitsHold() {
    Habits.hold("eu.portsalliance.registry");
  }
}
