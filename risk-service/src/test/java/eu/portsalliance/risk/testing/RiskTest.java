package eu.portsalliance.risk.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.risk.RiskApplication;
import eu.portsalliance.testkit.ContractClient.Answer;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole service on a real PostgreSQL beside a fake exchange, called over HTTP. */
@SpringBootTest(
    classes = RiskApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://issuer.test/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@Import({PostgresTestConfiguration.class, TokenTestConfiguration.class})
public abstract class RiskTest {
  protected static final FakeExchange EXCHANGE = new FakeExchange();

  @LocalServerPort private int port;
  @Autowired protected TestPostgres.Database database;

  @DynamicPropertySource
  static void risk(DynamicPropertyRegistry registry) {
    registry.add("alliance.risk.exchange", EXCHANGE::url);
    registry.add("alliance.risk.signing-key-file", () -> TestKeys.file(TestKeys.RISK, true));
    registry.add("alliance.directory.root-key-file", () -> TestKeys.file(TestKeys.ROOT, false));
  }

  protected RiskClient risk() {
    return new RiskClient(port);
  }

  /** The port's systems. */
  protected static String integrator() {
    return TestTokens.machine("pcs-nlrtm", "rotterdam-port-authority", "port-security")
        .at("NLRTM")
        .roles("port-integrator")
        .facilities("RWG", "EMX")
        .bearer();
  }

  /** Dutch customs: in the audience of the alerts of these tests. */
  protected static String customs() {
    return person("nl-analyst", "nl-customs", "risk-analyst", "intel-analyst");
  }

  /** Dutch police who pick targets: not in the audience. */
  protected static String police() {
    return person("police-analyst", "nl-seaport-police", "risk-analyst");
  }

  /** Dutch police who only read: not in the audience. */
  protected static String reader() {
    return person("police-reader", "nl-seaport-police", "intel-reader");
  }

  protected static String person(String name, String organisation, String... roles) {
    return TestTokens.person(name, organisation).at("NLRTM").roles(roles).bearer();
  }

  /** Releases an alert to this port and waits until it is taken. */
  protected StixAlert release(StixAlert alert) {
    EXCHANGE.release(alert.signed());
    await()
        .atMost(10, SECONDS)
        .until(() -> count("select count(*) from alert where id = '" + alert.id() + "'") == 1);
    return alert;
  }

  /** Posts actual events of one box at RWG, given as code and time in turn. */
  protected void journey(String container, String... codesAndTimes) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < codesAndTimes.length; i += 2) {
      events
          .append(i == 0 ? "" : ",")
          .append(event(container, codesAndTimes[i], codesAndTimes[i + 1], ""));
    }
    Answer answer = risk().events(integrator(), "{\"events\":[" + events + "]}");
    if (!results(answer, "status").stream().allMatch("accepted"::equals)) {
      throw new AssertionError(answer.body());
    }
  }

  /** A field of each event's result. */
  protected static List<String> results(Answer answer, String field) {
    return answer.json().path("results").valueStream().map(r -> r.path(field).asString()).toList();
  }

  /** One event of 3.0, its id made of its parts. */
  protected static String event(String container, String code, String time, String seal) {
    String seals = seal.isEmpty() ? "" : ",\"seals\":[{\"number\":\"" + seal + "\"}]";
    return """
        {"eventID":"%1$s-%2$s-%3$s","eventDateTime":"%3$s",
         "eventLocation":{"UNLocationCode":"NLRTM",
           "facility":{"facilityCode":"RWG","facilityCodeListProvider":"SMDG"}},
         "eventClassification":{"eventTypeCode":"EQUIPMENT","eventClassifierCode":"ACT",
           "equipmentEventTypeCode":"%2$s"},
         "equipmentDetails":{"equipmentReference":"%1$s"%4$s}}
        """
        .formatted(container, code, time, seals);
  }

  /** The box in the ranking that somebody sees. */
  protected Optional<JsonNode> ranked(String bearer, String container) {
    return risk()
        .read(bearer, "/api/risk/ranking?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("container").asString().equals(container))
        .findFirst();
  }

  protected int score(String bearer, String container) {
    return ranked(bearer, container).map(item -> item.path("score").asInt()).orElse(-1);
  }

  protected long count(String query) {
    return database.count(query);
  }

  protected void asOwner(String sql) {
    database.execute(sql);
  }
}
