package eu.portsalliance.registry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.MerkleTree;
import eu.portsalliance.registry.testing.Proofs;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import eu.portsalliance.testkit.TestTokens;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegistryLogTest extends RegistryTest {

  private static final String EXTENSION = "/api/registry/audit/extension";

  @Test
  void anybodyCanFollowTheLogAndItsHeadIsSignedWithTheRootKey() {
    Proofs proof =
        Proofs.of(TestKeys.HAMBURG, "DEHAM", "http://hamburg.test:8103", clock.instant());
    registry().post("/api/registry/enrolments", "application/jose", proof.sign());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                count("select size from audit_log") > 0
                    && count("select size - signed_size from audit_log") == 0);

    JsonNode extension =
        JsonMapper.builder().build().readTree(registry().get(EXTENSION + "?from=0").body());
    MerkleTree tree = new MerkleTree();
    extension
        .path("leaves")
        .forEach(leaf -> tree.append(Base64.getDecoder().decode(leaf.asString())));
    Head head =
        Head.verified(
                extension.path("head").asString(),
                (_, kid) -> Optional.of(TestKeys.ROOT).filter(key -> key.thumbprint().equals(kid)))
            .orElseThrow();
    assertThat(head.log()).isEqualTo("alliance/port-registry-service");
    assertThat(head.agrees(tree)).isTrue();
    assertThat(registry().get(EXTENSION + "?from=1000000").status()).isEqualTo(409);
  }

  @Test
  void theRecordOfTheAllianceIsReadByItsAuditorsAndNotByThoseOfAPort() {
    assertThat(records(TestTokens.person("1", "nl-customs").at("NLRTM").roles("auditor").bearer()))
        .isEqualTo(403);
    assertThat(
            records(
                TestTokens.person("1", "nl-customs")
                    .atAlliance()
                    .roles("alliance-auditor")
                    .bearer()))
        .isEqualTo(200);
  }

  private int records(String bearer) {
    return registry()
        .get(
            "/api/registry/audit/records",
            "Authorization",
            bearer,
            "X-Purpose",
            "audit",
            "X-Case",
            "A-1")
        .status();
  }
}
