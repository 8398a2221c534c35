package eu.portsalliance.registry.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {
      "alliance.registry.tenants.alliance=https://alliance.example.org",
      "alliance.registry.tenants.addresses.NLRTM=https://nlrtm.example.org",
      "alliance.registry.tenants.addresses.BEANR=https://beanr.example.org",
      "alliance.registry.tenants.agencies[0].alias=nl-customs",
      "alliance.registry.tenants.agencies[0].name=Dutch customs: \"Douane\"",
      "alliance.registry.tenants.networks.alliance=198.51.100.10/32",
      "alliance.registry.tenants.networks.ports.NLRTM=198.51.100.31/32",
      "alliance.registry.tenants.networks.ports.BEANR=198.51.100.32/32,2001:db8::32/128"
    })
class TenantValuesTest extends RegistryTest {

  /** The chart's tests render this very file. */
  private static final Path EXAMPLE = Path.of("../helm/examples/port-tenant/registry-nlrtm.yaml");

  private static final String COORDINATOR =
      TestTokens.person("be-coordinator", "be-federal-police")
          .atAlliance()
          .roles("coordinator")
          .bearer();

  @AfterEach
  void everyPortIsActiveAgain() {
    asOwner("update port set status = 'active', address = null");
  }

  @Test
  void theFileIsTheExampleThatTheChartIsTestedWith() throws IOException {
    String rootKey = TestKeys.ROOT.jwk().toPublicJWK().toJSONString().replace("\"", "\\\"");

    assertThat(
            values("NLRTM", COORDINATOR)
                .body()
                .replace(rootKey, "ROOT")
                .replace(TestTokens.ISSUER, "https://login.example.org/realms/alliance"))
        .isEqualTo(Files.readString(EXAMPLE).replaceAll("rootKey: .*", "rootKey: \"ROOT\""));
  }

  @Test
  void aPortIsWhereItEnrolledFromIfNobodySaidWhereItIsToBe() {
    assertThat(values("DEHAM", COORDINATOR).status()).isEqualTo(404);

    asOwner("update port set address = 'https://hamburg.example.org' where locode = 'DEHAM'");

    assertThat(values("DEHAM", COORDINATOR).body())
        .contains("publicUrl: \"https://hamburg.example.org\"");
  }

  @Test
  void aPeerIsReachedAtThePortOfItsAddress() {
    asOwner("update port set address = 'https://hamburg.example.org:8443' where locode = 'DEHAM'");

    assertThat(values("NLRTM", COORDINATOR).body()).contains("/128\"}}], ports: [443,8443]}");
  }

  @Test
  void theAdministratorOfAPortMayReadItAndNobodyElseBelowACoordinator() {
    String administrator =
        TestTokens.person("nl-admin", "port-of-rotterdam")
            .at("NLRTM")
            .roles("tenant-admin")
            .bearer();

    assertThat(values("NLRTM", administrator).status()).isEqualTo(200);
    assertThat(values("NLRTM", member()).status()).isEqualTo(403);
    assertThat(registry().get(path("NLRTM")).status()).isEqualTo(401);
  }

  @Test
  void aLocodeThatIsNoneOrNoPortsIsRefused() {
    assertThat(values("Rotterdam", COORDINATOR).status()).isEqualTo(400);
    assertThat(values("FRLEH", COORDINATOR).problem()).isEqualTo("not-found");

    asOwner("update port set status = 'suspended' where locode = 'NLRTM'");

    assertThat(values("NLRTM", COORDINATOR).status()).isEqualTo(404);
  }

  private ContractClient.Answer values(String locode, String token) {
    return registry().get(path(locode), "Authorization", token);
  }

  private static String path(String locode) {
    return "/api/registry/ports/" + locode + "/tenant/values.yaml";
  }
}
