package eu.portsalliance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.testkit.Habits;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class EndpointsTest extends RegistryTest {

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Test
  void whoMayCallWhatIsThisAndNothingElse() {
    assertThat(
            mappings.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> describe(entry.getKey(), entry.getValue())))
        .containsExactlyInAnyOrder(
            "GET /api/registry/ports isAuthenticated()",
            "GET /api/registry/terminals isAuthenticated()",
            "GET /api/registry/organisations isAuthenticated()",
            "GET /api/registry/directory permitAll()",
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

  private static Stream<String> describe(RequestMappingInfo info, HandlerMethod handler) {
    PreAuthorize guard =
        Objects.requireNonNull(
            AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class),
            () -> handler + " does not say who may call it");
    return info.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                info.getPatternsCondition().getPatterns().stream()
                    .map(
                        pattern ->
                            method + " " + pattern.getPatternString() + " " + guard.value()));
  }
}
