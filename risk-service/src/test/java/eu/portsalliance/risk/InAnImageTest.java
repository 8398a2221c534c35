package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.TestKeys;
import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs in an image, with neither its exchange nor the issuer there. */
@SpringBootTest(
    classes = RiskApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "alliance.risk.exchange=http://127.0.0.1:1",
      "logging.level.eu.portsalliance=trace"
    })
@ActiveProfiles("container")
@Import({PostgresTestConfiguration.class, TokenTestConfiguration.class})
@ExtendWith(OutputCaptureExtension.class)
class InAnImageTest {

  private static final String BOX = "MSKU1234565";
  private static final String PLATE = "1-XYZ-987";
  private static final String BILL = "MEDUBL4711";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @LocalManagementPort private int management;
  @Autowired private TestPostgres.Database database;

  private final String integrator =
      TestTokens.machine("pcs-nlrtm", "rotterdam-port-authority", "port-security")
          .at("NLRTM")
          .roles("port-integrator")
          .facilities("RWG")
          .bearer();
  private final String customs =
      TestTokens.person("nl-analyst", "nl-customs").at("NLRTM").roles("risk-analyst").bearer();

  /** The log of a JVM is set up once, by the first context of all tests. */
  @BeforeAll
  @AfterAll
  static void theNextContextSetsUpTheLog() {
    LoggingSystem.get(InAnImageTest.class.getClassLoader()).cleanUp();
  }

  @DynamicPropertySource
  static void keys(DynamicPropertyRegistry registry) {
    registry.add("alliance.risk.signing-key-file", () -> TestKeys.file(TestKeys.RISK, true));
    registry.add("alliance.directory.root-key-file", () -> TestKeys.file(TestKeys.ROOT, false));
  }

  @Test
  void itIsReadyWithoutItsExchangeAndWithoutTheIssuer() {
    assertThat(read(management, "/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void noBoxPlateBillOrTokenStandsInTheLogAlsoWhenTheDatabaseFailsOrIsAway(CapturedOutput output)
      throws SQLException {
    String event = event();
    assertThat(post(event, integrator).body()).contains("accepted");
    for (String bad :
        List.of(
            event,
            event.replace("GTIN", "GTOT"),
            event.replace("\"eventLocation\"", '"' + PLATE + '"'),
            event.replace("NLRTM", BILL),
            event.replace(BOX, PLATE),
            event.replace("2026-11-20T08:00:00Z", BOX),
            "{\"events\":[],\"" + PLATE + "\":\"" + BOX + "\"}",
            event.substring(0, event.length() - 5),
            '"' + BOX + ' ' + PLATE + ' ' + BILL + '"')) {
      assertThat(post(bad, integrator).statusCode()).as(bad).isBetween(200, 499);
    }
    assertThat(post(event, integrator + "x").statusCode()).isEqualTo(401);
    reads();
    database.execute("alter table equipment_event rename to events_gone");
    try {
      assertThat(post(event, integrator).statusCode()).isEqualTo(500);
    } finally {
      database.execute("alter table events_gone rename to equipment_event");
    }
    database.awayWhile(
        () -> {
          assertThat(post(event, integrator).statusCode()).isGreaterThanOrEqualTo(500);
          reads();
        });

    assertThat(failures(output))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.path("traceId").asString("")).hasSize(32));
    assertThat(output.getAll())
        .doesNotContain(BOX)
        .doesNotContain(PLATE)
        .doesNotContain(BILL)
        .doesNotContain(signature(integrator))
        .doesNotContain(signature(customs));
  }

  private void reads() {
    for (String path :
        List.of(
            "/api/risk/containers/" + BOX + "?plate=" + PLATE,
            "/api/risk/ranking?container=" + BOX,
            "/api/risk/nothing/" + BOX + "/" + PLATE)) {
      read(port, path, "Authorization", customs, "X-Purpose", "customs-control", "X-Case", PLATE);
    }
  }

  private static List<JsonNode> failures(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(JsonMapper.shared()::readTree)
        .filter(line -> line.path("message").asString("").contains(" failed, "))
        .toList();
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.'));
  }

  private static String event() {
    return """
        {"events":[{"eventID":"%1$s-1","eventDateTime":"2026-11-20T08:00:00Z",
         "eventLocation":{"UNLocationCode":"NLRTM",
           "facility":{"facilityCode":"RWG","facilityCodeListProvider":"SMDG"}},
         "eventClassification":{"eventTypeCode":"EQUIPMENT","eventClassifierCode":"ACT",
           "equipmentEventTypeCode":"GTIN"},
         "shipmentDetails":{"documentReference":{"typeCode":"TRD","reference":"%3$s"}},
         "transportDetails":{"transportCall":{"truckTransport":
           {"tractorDetails":{"licensePlate":"%2$s"}}}},
         "equipmentDetails":{"equipmentReference":"%1$s"}}]}
        """
        .formatted(BOX, PLATE, BILL);
  }

  private HttpResponse<String> post(String message, String bearer) {
    return send(
        request(
                port,
                "/api/risk/events",
                "Authorization",
                bearer,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                BOX + UUID.randomUUID())
            .POST(HttpRequest.BodyPublishers.ofString(message)));
  }

  private static HttpResponse<String> read(int at, String path, String... headers) {
    return send(request(at, path, headers));
  }

  private static HttpRequest.Builder request(int at, String path, String... headers) {
    return new ContractClient(at).request(path, headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
