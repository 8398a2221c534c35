package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.testkit.Endpoints;
import eu.portsalliance.testkit.Habits;
import eu.portsalliance.testkit.TestTokens;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class EndpointsTest extends RiskTest {
  private static final String READERS =
      "hasAnyAuthority('risk-analyst', 'intel-analyst', 'intel-officer', 'intel-reader')";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Test
  void whoMayCallWhatIsThisAndNothingElse() {
    assertThat(Endpoints.of(mappings))
        .containsExactlyInAnyOrder(
            "POST /api/risk/events hasAuthority('port-integrator')",
            "GET /api/risk/ranking " + READERS,
            "GET /api/risk/ranking/stream " + READERS,
            "GET /api/risk/containers/{number} " + READERS,
            "GET /api/risk/audit/records hasAnyAuthority('auditor', 'alliance-auditor')",
            "GET /api/risk/audit/report hasAnyAuthority('auditor', 'alliance-auditor')",
            "GET /api/risk/audit/log hasAnyAuthority('auditor', 'alliance-auditor')",
            "GET /api/risk/audit/heads hasAnyAuthority('auditor', 'alliance-auditor')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/risk/ranking",
        "/api/risk/ranking/stream",
        "/api/risk/containers/CSQU3054383"
      })
  void readingNeedsATokenOfThisPortARoleAPurposeAndACase(String path) {
    assertThat(risk().get(path).status()).isEqualTo(401);
    String foreign =
        TestTokens.person("x", "nl-customs").at("BEANR").roles("risk-analyst").bearer();
    assertThat(risk().read(foreign, path).status()).isEqualTo(401);
    String both =
        TestTokens.person("x", "nl-customs").at("NLRTM").at("BEANR").roles("risk-analyst").bearer();
    assertThat(risk().read(both, path).status()).isEqualTo(401);
    String expired =
        TestTokens.person("x", "nl-customs")
            .at("NLRTM")
            .roles("risk-analyst")
            .expires(Instant.now().minusSeconds(600))
            .bearer();
    assertThat(risk().read(expired, path).status()).isEqualTo(401);
    assertThat(risk().read(person("x", "nl-customs", "tenant-admin"), path).status())
        .isEqualTo(403);
    assertThat(risk().read(integrator(), path).status()).isEqualTo(403);
    assertThat(risk().get(path, "Authorization", customs()).problem())
        .isEqualTo("purpose-required");
    assertThat(risk().get(path, "Authorization", customs(), "X-Purpose", "audit").problem())
        .isEqualTo("purpose-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwg", "nobody-knows", "of-a-later-kind"})
  void anOperatorOrAStrangerGetsNoReasons(String organisation) {
    assertThat(
            risk().read(person("x", organisation, "intel-reader"), "/api/risk/ranking").problem())
        .isEqualTo("forbidden");
  }

  @Test
  void theHabitsHold() {
    Habits.hold("eu.portsalliance.risk");
  }
}
