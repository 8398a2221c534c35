package eu.portsalliance.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
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

/** The service as it runs in an image, at a Keycloak that refuses and repeats what it was sent. */
@SpringBootTest(
    classes = IdentityApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "alliance.identity.client-id=identity-service",
      "alliance.identity.client-secret=" + InAnImageTest.SECRET,
      "alliance.identity.watch=100ms",
      "alliance.identity.longest-retry=1s",
      "logging.level.eu.portsalliance=trace"
    })
@ActiveProfiles("container")
@Import(PostgresTestConfiguration.class)
@ExtendWith(OutputCaptureExtension.class)
class InAnImageTest {

  static final String SECRET = "what-nobody-may-read";
  private static final String GIVEN = "eyJ.a-token-of-Keycloak.x";
  private static final String BOX = "MSKU1234565";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  private static final HttpServer KEYCLOAK = listen();
  private static volatile boolean knowsUs;

  @LocalServerPort private int port;
  @LocalManagementPort private int management;
  @Autowired private TestPostgres.Database database;

  /** The log of a JVM is set up once, by the first context of all tests. */
  @BeforeAll
  @AfterAll
  static void theNextContextSetsUpTheLog() {
    LoggingSystem.get(InAnImageTest.class.getClassLoader()).cleanUp();
  }

  @DynamicPropertySource
  static void identity(DynamicPropertyRegistry registry) throws IOException {
    Path file = Files.writeString(folder.resolve("desired-state.yaml"), Examples.text());
    registry.add("alliance.identity.desired-state", () -> file);
    registry.add(
        "alliance.identity.keycloak", () -> "http://127.0.0.1:" + KEYCLOAK.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    KEYCLOAK.stop(0);
  }

  private static HttpServer listen() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", InAnImageTest::refuse);
      server.start();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    boolean token = knowsUs && exchange.getRequestURI().getPath().endsWith("/token");
    String sent =
        exchange.getRequestHeaders().getFirst("Authorization")
            + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    byte[] answer =
        JsonMapper.shared()
            .writeValueAsBytes(
                token
                    ? Map.of("access_token", GIVEN, "expires_in", 300)
                    : Map.of("error", sent + " " + SECRET));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(token ? 200 : knowsUs ? 403 : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void itIsReadyWithoutTheIssuerAndWithoutKeycloak() {
    assertThat(
            new ContractClient(management)
                .outsideContract("GET", "/actuator/health/readiness")
                .status())
        .isEqualTo(200);
  }

  @Test
  void noSecretAndNoTokenStandsInTheLogWhenKeycloakRefusesNorWhenIssuerOrDatabaseAreAway(
      CapturedOutput output) throws SQLException {
    String token =
        TestTokens.person("be-coordinator", "be-federal-police")
            .atAlliance()
            .roles("coordinator")
            .bearer();
    for (String path : List.of("/api/identity/state", "/api/identity/nothing/" + BOX)) {
      assertThat(state(path, token)).isGreaterThanOrEqualTo(400);
    }
    told(output, "Keycloak answered 401");
    knowsUs = true;
    told(output, "Keycloak answered 403");
    database.awayWhile(
        () -> {
          assertThat(state("/api/identity/state", token)).isGreaterThanOrEqualTo(400);
          told(output, "Reconciliation could not be recorded");
        });

    assertThat(lines(output))
        .filteredOn(line -> line.path("message").asString("").startsWith("GET failed, "))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.path("traceId").asString("")).hasSize(32));
    assertThat(output.getAll())
        .doesNotContain(SECRET)
        .doesNotContain(GIVEN)
        .doesNotContain("-secret")
        .doesNotContain(BOX)
        .doesNotContain(token.substring(token.lastIndexOf('.')));
  }

  private int state(String path, String token) {
    return new ContractClient(port)
        .outsideContract("GET", path, "Authorization", token, "X-Note", BOX)
        .status();
  }

  private static void told(CapturedOutput output, String what) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                lines(output).stream()
                    .anyMatch(line -> line.path("message").asString("").contains(what)));
  }

  private static List<JsonNode> lines(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.startsWith("{") && line.endsWith("}"))
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}
