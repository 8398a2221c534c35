package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigurationsTest {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Options options;
  private Secrets secrets;
  private Topology topology;
  private Configurations configurations;

  @BeforeEach
  void instance() throws IOException {
    options =
        new Options(
            folder,
            folder,
            folder,
            0,
            List.of(FoundingPort.NLRTM, FoundingPort.BEANR),
            Profile.DEVELOPMENT,
            Rig.NONE);
    Files.writeString(
        folder.resolve("secrets.json"),
        """
        {"hash/nlrtm-intel": "a2V5", "postgresql/nlrtm_intel": "p1", "postgresql/nlrtm_intel_owner": "p2",
         "client/portal-nlrtm": "s1", "client/portal-beanr": "s2", "client/portal-alliance": "s3",
         "client/identity-service": "s4", "hash/identity": "a2V5", "postgresql/identity": "p3",
         "postgresql/identity_owner": "p4"}
        """);
    secrets = Secrets.open(folder.resolve("secrets.json"));
    StateFolder state = new StateFolder(folder);
    state.make();
    topology = Topology.of(options, new Addresses());
    configurations =
        new Configurations(
            options, state, secrets, new Keys(state.keys()), topology, "127.0.0.1:5432");
  }

  @Test
  void theExchangeOfAPortKnowsItsDatabaseItsKeysAndItsNeighbours() {
    Topology.Node node = topology.node("nlrtm-intel");
    assertThat(rendered(node))
        .isEqualTo(
            JSON.readTree(
                """
                {"server": {"port": %d, "address": "127.0.0.1"},
                 "spring": {"lifecycle": {"timeout-per-shutdown-phase": "2s"},
                   "r2dbc": {"url": "r2dbc:postgresql://127.0.0.1:5432/nlrtm_intel", "username": "nlrtm_intel", "password": "p1"},
                   "flyway": {"url": "jdbc:postgresql://127.0.0.1:5432/nlrtm_intel", "user": "nlrtm_intel_owner",
                     "password": "p2", "placeholders": {"service_role": "nlrtm_intel"}}},
                 "alliance": {
                   "access": {"port": "NLRTM", "issuer": "http://localhost:8180/realms/alliance",
                     "jwk-set-uri": "http://localhost:8180/realms/alliance/protocol/openid-connect/certs",
                     "hash-key": "a2V5", "gateway-key-file": "%s/nlrtm-gateway.pub.jwk.json"},
                   "intel": {"signing-key-file": "%s/nlrtm.jwk.json", "registry": "%s", "address": "http://localhost:8101"},
                   "directory": {"root-key-file": "%s/root.pub.jwk.json"},
                   "local-services": {"risk-service": "%s/nlrtm-risk.pub.jwk.json"}}}
                """
                    .formatted(
                        node.listens(),
                        keys(),
                        keys(),
                        topology.node("registry").address(),
                        keys(),
                        keys())));
  }

  @Test
  void thePortalOfTheAllianceReachesNoIntelligence() {
    JsonNode gateway = rendered(topology.node("alliance-gateway")).path("alliance").path("gateway");
    assertThat(gateway)
        .isEqualTo(
            JSON.readTree(
                """
                {"name": "alliance", "title": "Alliance", "public-url": "http://localhost:8080",
                 "services": {"registry": "%s", "identity": "%s"},
                 "sign-in": {"client-id": "portal-alliance", "client-secret": "s3",
                   "issuer": "http://localhost:8180/realms/alliance"},
                 "ports": [{"locode": "NLRTM", "title": "Rotterdam", "url": "http://localhost:8101"},
                           {"locode": "BEANR", "title": "Antwerp-Bruges", "url": "http://localhost:8102"}],
                 "agencies": [{"alias": "be-federal-police", "name": "Belgian federal police"},
                              {"alias": "nl-customs", "name": "Dutch customs"},
                              {"alias": "de-customs", "name": "German customs"},
                              {"alias": "nl-seaport-police", "name": "Dutch seaport police"}]}
                """
                    .formatted(
                        topology.node("registry").address(), topology.node("identity").address())));
  }

  @Test
  void theAlliancePlaneHasNoPortAndOnlyTheRegistryTakesTokensOfAnyPort() {
    JsonNode identity = rendered(topology.node("identity")).path("alliance").path("access");
    assertThat(identity.has("port")).isFalse();
    assertThat(identity.has("any-port")).isFalse();
    JsonNode registry = rendered(topology.node("registry")).path("alliance");
    assertThat(registry.path("access").path("any-port").asBoolean()).isTrue();
    assertThat(registry.path("registry").path("approved-keys").propertyNames())
        .containsExactly("NLRTM", "BEANR");
  }

  @Test
  void everyDatabaseHasOneUserOfItsOwn() {
    assertThat(topology.databases())
        .containsExactly(
            "identity", "registry", "nlrtm_intel", "nlrtm_risk", "beanr_intel", "beanr_risk")
        .doesNotHaveDuplicates();
  }

  @Test
  void grantsEndAndNobodyHasARoleAtAPortThatIsNotPlayed() {
    Map<String, Object> document =
        new DesiredState(options, secrets, LocalDate.of(2026, 11, 23)).document();
    JsonNode grants = YAML.readTree(Configurations.yaml(document)).path("grants");
    assertThat(grants.valueStream().map(grant -> grant.path("until").asString()).distinct())
        .containsExactly("2027-12-31T23:59:59Z");
    assertThat(grants.valueStream().map(grant -> grant.path("at").asString()).distinct())
        .containsExactlyInAnyOrder("BEANR", "NLRTM", "alliance");
  }

  @Test
  void rotterdamHasOfficersOfTwoAuthoritiesSinceRevocationTakesTwo() {
    JsonNode document =
        JSON.valueToTree(new DesiredState(options, secrets, LocalDate.EPOCH).document());
    List<String> officers =
        document
            .path("grants")
            .valueStream()
            .filter(grant -> grant.path("at").asString().equals("NLRTM"))
            .filter(grant -> grant.path("roles").toString().contains("intel-officer"))
            .map(grant -> grant.path("username").asString())
            .toList();
    assertThat(
            document
                .path("people")
                .valueStream()
                .filter(person -> officers.contains(person.path("username").asString()))
                .map(person -> person.path("organisation").asString()))
        .containsExactlyInAnyOrder("nl-customs", "nl-seaport-police");
  }

  @Test
  void whatTheAgencyAssertsIsWhatTheAllianceLinksTo() {
    JsonNode people =
        JSON.valueToTree(new DesiredState(options, secrets, LocalDate.EPOCH).document())
            .path("people");
    JsonNode realm = JSON.valueToTree(new AgencyRealms(options, secrets).realm(Cast.BE_POLICE));
    realm
        .path("users")
        .forEach(
            user ->
                assertThat(
                        people
                            .valueStream()
                            .filter(
                                person ->
                                    person
                                        .path("brokerUserId")
                                        .asString()
                                        .equals(user.path("id").asString()))
                            .map(person -> person.path("username").asString()))
                    .containsExactly(user.path("username").asString()));
    assertThat(
            people
                .valueStream()
                .filter(person -> person.path("broker").asString().equals("de-customs"))
                .map(person -> person.path("person").asString()))
        .containsExactly("de-customs:de-analyst", "de-customs:de-officer", "de-customs:de-auditor");
  }

  private JsonNode rendered(Topology.Node node) {
    return JSON.readTree(
        JSON.writeValueAsString(YAML.readTree(Configurations.yaml(configurations.of(node)))));
  }

  private Path keys() {
    return folder.resolve("secrets/keys");
  }
}
