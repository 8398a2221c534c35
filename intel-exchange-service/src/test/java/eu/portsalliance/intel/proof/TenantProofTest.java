package eu.portsalliance.intel.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.portsalliance.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proof that {@code helm test} runs, before an issuer and a gateway that answer as they would.
 */
class TenantProofTest {
  private static final String CLAIMS =
      Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString("{\"facilities\":[\"RWG\"]}".getBytes(StandardCharsets.UTF_8));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TestPostgres.Database database = TestPostgres.database("proof");

  @TempDir private Path secrets;
  private HttpServer server;
  private String event = "";
  private String result = "accepted";
  private int toStrangers = 401;

  private TenantProof.Reach reach =
      place -> {
        try (Socket socket = new Socket()) {
          socket.connect(place, 1_000);
        }
      };

  private int toNoPort = 401;

  @BeforeEach
  void anIssuerAndAGateway() throws IOException, SQLException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/realms/alliance/protocol/openid-connect/token", this::token);
    server.createContext("/api/risk/events", this::events);
    server.start();
    given("client");
    given("stranger");
    // a role of another service, which this database does not let in
    TestPostgres.Database other = TestPostgres.database("proof");
    role("risk", other);
    role("intel", database);
  }

  @AfterEach
  void gone() {
    server.stop(0);
  }

  @Test
  void aTenantThatWorksAndIsShutIsProved() {
    assertThat(run("tenant")).as(output()).isZero();
    assertThat(output().lines()).hasSize(6).allMatch(line -> line.startsWith("holds: "));
    assertThat(event)
        .contains("\"facilityCode\":\"RWG\"", "\"UNLocationCode\":\"NLRTM\"", "ZZZU0000005");
  }

  @Test
  void aTenantThatLetsATokenForNoPortInIsNot() {
    toNoPort = 200;

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("DOES NOT HOLD: a token of the same issuer that is not for this");
  }

  @Test
  void whereNoClientOfAnotherPortIsAtHandItIsSaidAndFailsUnlessTheValuesDoWithout()
      throws IOException {
    Files.delete(secrets.resolve("stranger-id"));

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("NOT TRIED: a token of another port");
    assertThat(run("tenant", Map.of("PROOF_WITHOUT_ANOTHER_PORT", "true"))).isZero();
  }

  @Test
  void aTenantThatLetsAnotherPortsTokenInIsNot() {
    toStrangers = 200;

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("DOES NOT HOLD: a token of another port is refused");
  }

  @Test
  void anEventThatIsRefusedProvesNothing() {
    result = "refused";

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("the client has to name a terminal");
  }

  @Test
  void aRoleThatComesInWhereItShouldNotIsSeen() throws IOException, SQLException {
    role("risk", database);

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("DOES NOT HOLD: the risk service's role");
  }

  @Test
  void aRoleThatCanAlterIsSeen() throws IOException {
    Files.writeString(secrets.resolve("intel.username"), database.owner());
    Files.writeString(secrets.resolve("intel.password"), database.password());

    assertThat(run("tenant")).isEqualTo(1);
    assertThat(output()).contains("DOES NOT HOLD: the exchange's own role");
  }

  @Test
  void whatIsOpenToAStrangerIsSeen() throws IOException {
    int shut;
    try (ServerSocket once = new ServerSocket(0)) {
      shut = once.getLocalPort();
    }
    String open = "localhost:" + server.getAddress().getPort();

    assertThat(stranger(open, "localhost:" + shut)).isZero();
    assertThat(stranger(open, open)).isEqualTo(1);
    assertThat(stranger(open, "nowhere.invalid:80"))
        .as("a name that is not found proves nothing")
        .isEqualTo(1);
  }

  @Test
  void aStrangerThatReachesNobodyProvesNothing() throws IOException {
    int shut;
    try (ServerSocket once = new ServerSocket(0)) {
      shut = once.getLocalPort();
    }

    assertThat(stranger("localhost:" + shut, "localhost:" + shut)).isEqualTo(1);
    assertThat(output()).contains("DOES NOT HOLD: localhost:" + shut + " is reached from here");
    assertThat(output()).doesNotContain("holds: localhost");
  }

  @Test
  void aPolicyThatSaysThatThereIsNoWayShutsToo() {
    reach =
        place -> {
          if (place.getPort() != 1) {
            throw new NoRouteToHostException();
          }
        };

    assertThat(stranger("localhost:1", "localhost:2")).as(output()).isZero();
  }

  private int stranger(String open, String shut) {
    return run("stranger", Map.of("PROOF_OPEN", open, "PROOF_SHUT", shut));
  }

  @Test
  void aKindThatThereIsNotFails() {
    assertThat(run("everything")).isEqualTo(1);
  }

  private void given(String client) throws IOException {
    Files.writeString(secrets.resolve(client + "-id"), client + "-id\n");
    Files.writeString(secrets.resolve(client + "-secret"), client + "-secret\n");
  }

  private void role(String name, TestPostgres.Database at) throws IOException, SQLException {
    try (Connection connection = at.asService()) {
      Files.writeString(
          secrets.resolve(name + ".username"), connection.getMetaData().getUserName());
    }
    Files.writeString(secrets.resolve(name + ".password"), at.password());
  }

  private int run(String kind) {
    return run(kind, Map.of());
  }

  private int run(String kind, Map<String, String> more) {
    String base = "http://localhost:" + server.getAddress().getPort();
    Map<String, String> told = new HashMap<>(more);
    told.put("PROOF_GATEWAY", base);
    told.put("PROOF_ISSUER", base + "/realms/alliance");
    told.put("PROOF_LOCODE", "NLRTM");
    told.put("PROOF_DATABASE", database.jdbcUrl());
    told.put("PROOF_SECRETS", secrets.toString());
    return new TenantProof(
            new PrintStream(printed, true, StandardCharsets.UTF_8), told, Duration.ZERO, reach)
        .run(kind);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String who = form.contains("stranger-id") ? "stranger" : "client";
    String more = form.endsWith("&scope=openid") ? ",\"id_token\":\"itself.%s.x\"" : "";
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s.%s.x\"%s}".formatted(who, CLAIMS, more.formatted(CLAIMS)));
  }

  private void events(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (token.startsWith("Bearer client.")) {
      event = body;
      answer(exchange, 200, "{\"results\":[{\"index\":0,\"status\":\"%s\"}]}".formatted(result));
    } else if (token.startsWith("Bearer itself.")) {
      answer(exchange, toNoPort, "{}");
    } else {
      answer(exchange, token.startsWith("Bearer stranger.") ? toStrangers : 401, "{}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
