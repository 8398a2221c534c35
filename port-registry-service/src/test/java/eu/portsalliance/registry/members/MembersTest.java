package eu.portsalliance.registry.members;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MembersTest extends RegistryTest {

  private static final String PORTS = "/api/registry/ports";
  private static final String TERMINALS = "/api/registry/terminals";
  private static final String ORGANISATIONS = "/api/registry/organisations";

  @ParameterizedTest
  @ValueSource(strings = {PORTS, TERMINALS, ORGANISATIONS})
  void aCallWithoutATokenIsRefused(String path) {
    ContractClient.Answer answer = registry().get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthenticated");
  }

  @Test
  void aTokenForTwoPortsIsRefused() {
    String token =
        TestTokens.person("be-liaison", "be-federal-police").at("BEANR").at("NLRTM").bearer();

    assertThat(registry().get(PORTS, "Authorization", token).status()).isEqualTo(401);
  }

  @Test
  void aTokenForAPortAndTheAllianceIsRefused() {
    String token =
        TestTokens.person("be-liaison", "be-federal-police").at("BEANR").atAlliance().bearer();

    assertThat(registry().get(PORTS, "Authorization", token).status()).isEqualTo(401);
  }

  @Test
  void anExpiredOrForeignTokenIsRefused() {
    String expired =
        TestTokens.person("nl-analyst", "nl-customs")
            .at("NLRTM")
            .expires(Instant.now().minusSeconds(600))
            .bearer();
    String foreign =
        TestTokens.person("nl-analyst", "nl-customs")
            .at("NLRTM")
            .issuer("http://elsewhere.test/realms/alliance")
            .bearer();

    assertThat(registry().get(PORTS, "Authorization", expired).status()).isEqualTo(401);
    assertThat(registry().get(PORTS, "Authorization", foreign).status()).isEqualTo(401);
  }

  @Test
  void aMemberOfEveryPlaneMayRead() {
    List<String> tokens =
        List.of(
            member(),
            TestTokens.person("be-coordinator", "be-federal-police").atAlliance().bearer(),
            TestTokens.machine("pcs-deham", "hamburg-port-authority", "port-security")
                .at("DEHAM")
                .bearer());

    assertThat(tokens)
        .allSatisfy(
            token ->
                assertThat(registry().get(PORTS, "Authorization", token).status()).isEqualTo(200));
  }

  @Test
  void thePortsAreListedInTheOrderOfTheirLocodes() {
    JsonNode items = read(PORTS).path("items");

    assertThat(texts(items, "locode")).containsExactly("BEANR", "DEHAM", "NLRTM");
    assertThat(texts(items, "name")).containsExactly("Antwerp-Bruges", "Hamburg", "Rotterdam");
    assertThat(texts(items, "status")).containsOnly("active");
  }

  @Test
  void everySmdgTerminalOfTheThreePortsIsThere() {
    assertThat(texts(read(TERMINALS + "?port=NLRTM").path("items"), "code"))
        .containsExactly(
            "5049", "DBF", "DCD", "DDE", "DDN", "EMX", "HPD2", "KRM", "MATR", "NLMVII", "NLSBH",
            "RBC", "RSC", "RSN", "RSZ", "RTMB", "RWG", "UMTR");
    assertThat(texts(read(TERMINALS + "?port=BEANR").path("items"), "code"))
        .containsExactly(
            "1700", "ACOT", "AET", "BNFW", "K1718", "K1742", "K400", "K420", "K524", "K869",
            "K913");
    assertThat(texts(read(TERMINALS + "?port=DEHAM").path("items"), "code"))
        .containsExactly("CTA", "CTB", "CTT", "EGH", "FRU", "RMH", "SWT", "UCT");
  }

  @Test
  void aTerminalNamesItsOperatorAndItsSource() {
    JsonNode terminal =
        read(TERMINALS + "?port=NLRTM")
            .path("items")
            .valueStream()
            .filter(item -> item.path("code").asString().equals("RWG"))
            .findFirst()
            .orElseThrow();

    assertThat(terminal.toString())
        .isEqualTo(
            """
            {"port":"NLRTM","code":"RWG","name":"Rotterdam World Gateway",\
            "operator":"rotterdam-world-gateway","source":"SMDG Terminal Code List"}""");
  }

  @Test
  void everyOperatorSpeaksAtThePortOfItsTerminal() {
    JsonNode organisations = read(ORGANISATIONS).path("items");

    assertThat(read(TERMINALS).path("items").valueStream())
        .hasSize(37)
        .filteredOn(terminal -> !terminal.path("operator").isNull())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            terminal ->
                assertThat(organisations.valueStream())
                    .anyMatch(
                        organisation ->
                            organisation.path("id").equals(terminal.path("operator"))
                                && organisation.path("kind").asString().equals("operator")
                                && texts(organisation.path("ports"))
                                    .contains(terminal.path("port").asString())));
  }

  @Test
  void anOrganisationSaysWhatItIsAndWhereItMaySpeak() {
    JsonNode items = read(ORGANISATIONS + "?limit=3").path("items");

    assertThat(items.toString())
        .isEqualTo(
            """
            [{"id":"antwerp-bruges-port-authority","name":"Port of Antwerp-Bruges",\
            "kind":"port-authority","country":"BE","ports":["BEANR"]},\
            {"id":"apm-terminals-maasvlakte-ii","name":"APM Terminals Maasvlakte II",\
            "kind":"operator","country":"NL","ports":["NLRTM"]},\
            {"id":"be-federal-police","name":"Belgian federal police",\
            "kind":"authority","country":"BE","ports":["BEANR"]}]""");
  }

  @ParameterizedTest
  @ValueSource(strings = {PORTS, TERMINALS, ORGANISATIONS})
  void pagesTogetherGiveTheWholeListOnce(String path) {
    List<String> whole = read(path).path("items").valueStream().map(JsonNode::toString).toList();

    List<String> collected = new ArrayList<>();
    JsonNode page = read(path + "?limit=2");
    while (!page.path("next").isNull()) {
      assertThat(page.path("items")).hasSize(2);
      page.path("items").forEach(item -> collected.add(item.toString()));
      page = read(path + "?limit=2&cursor=" + page.path("next").asString());
    }
    page.path("items").forEach(item -> collected.add(item.toString()));

    assertThat(collected).isEqualTo(whole);
    Set<String> distinct = new HashSet<>(collected);
    assertThat(distinct).hasSameSizeAs(collected);
  }

  @Test
  void aPortThatIsNoMemberHasAnEmptyPage() {
    assertThat(read(TERMINALS + "?port=FRLEH").toString())
        .isEqualTo("{\"items\":[],\"next\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=many", "port=rotterdam"})
  void aParameterThatIsNotValidIsNamed(String query) {
    ContractClient.Answer answer =
        registry().get(TERMINALS + "?" + query, "Authorization", member());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-field");
    assertThat(answer.json().path("errors").path(0).path("field").asString())
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void aCursorThatIsNotOfThisListIsRefused() {
    String ofPorts = read(PORTS + "?limit=1").path("next").asString();
    String withNul = new Cursor("terminals", List.of("\0", "x")).text();

    assertThat(List.of(ofPorts, withNul, "x", "!", "dGVybWluYWxz"))
        .allSatisfy(
            cursor -> {
              ContractClient.Answer answer =
                  registry().get(TERMINALS + "?cursor=" + cursor, "Authorization", member());
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.problem()).isEqualTo("invalid-cursor");
            });
  }

  @Test
  void whatIsNotOfferedIsAProblemAndNoErrorPage() {
    ContractClient.Answer nothing =
        registry().outsideContract("GET", "/api/registry/berths", "Authorization", member());
    ContractClient.Answer method =
        registry().outsideContract("DELETE", PORTS, "Authorization", member());

    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.problem()).isEqualTo("not-found");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.problem()).isEqualTo("method-not-allowed");
  }

  private JsonNode read(String path) {
    ContractClient.Answer answer = registry().get(path, "Authorization", member());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode items, String field) {
    return items.valueStream().map(item -> item.path(field).asString()).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
