package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.InstanceState.Phase;
import eu.portsalliance.local.frontdoor.FrontDoor.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./alliance demo} against a server that answers as the test wants. */
class DemoTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EVENTS = "/api/risk/events";
  private static final String TOKEN = "/token";
  private static final Answer A_TOKEN =
      new Answer(200, "{\"access_token\":\"t\",\"expires_in\":300}");
  @TempDir private static Path top;
  private static int instances;
  private final FrontDoor door = new FrontDoor(top, "state-" + instances++, 0, List.of());
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Map<String, Answer> answers = Map.of();
  private HttpServer server;

  DemoTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private record Answer(int status, String body) {}

  @BeforeAll
  static void repository() throws IOException {
    Repository.in(Files.createDirectory(top.resolve("root")));
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          exchange.getRequestBody().readAllBytes();
          asked.add(path);
          Answer answer = answers.getOrDefault(path, new Answer(404, "no such page"));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void withoutAnAllianceItIsRefusedInOneSentence() throws Exception {
    Said said = door.run("demo");
    assertThat(said.status()).as(said.toString()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo("The demo needs a running alliance: ./alliance up starts it.\n");
  }

  @Test
  void aRefusedJourneyEndsItAtTheFirstStep() throws Exception {
    notSo(Map.of(TOKEN, A_TOKEN, EVENTS, new Answer(500, "out of order")), "500 out of order");
    assertThat(asked).containsExactly(TOKEN, EVENTS);
  }

  @Test
  void anEventThatIsNotAcceptedEndsItThoughTheStatusIsGood() throws Exception {
    notSo(
        Map.of(
            TOKEN, A_TOKEN, EVENTS, new Answer(200, "{\"results\":[{\"status\":\"rejected\"}]}")),
        "rejected");
    assertThat(asked).containsExactly(TOKEN, EVENTS);
  }

  @Test
  void anAnswerThatIsNoJsonEndsIt() throws Exception {
    notSo(Map.of(TOKEN, A_TOKEN, EVENTS, new Answer(200, "<html>")), "");
    assertThat(asked).containsExactly(TOKEN, EVENTS);
  }

  @Test
  void aSignInThatFailsEndsItAfterTheStepsThatWereSo() throws Exception {
    String out =
        notSo(
            Map.of(
                TOKEN,
                A_TOKEN,
                EVENTS,
                new Answer(200, "{\"results\":[{\"status\":\"accepted\"}]}")),
            "no such page");
    assertThat(out)
        .contains("   1  Rotterdam's port systems post", "   2  Rotterdam's port systems");
    assertThat(out).doesNotContain("   3  ");
    assertThat(asked.subList(0, 3)).containsExactly(TOKEN, EVENTS, EVENTS);
    assertThat(asked.subList(3, asked.size())).allMatch(path -> path.startsWith("/login/"));
  }

  /** Plays the demo and returns what it printed. */
  private String notSo(Map<String, Answer> given, String found) throws Exception {
    answers = given;
    alliance();
    Said said = door.run("demo");
    assertThat(said.status()).as(said.toString()).isEqualTo(1);
    assertThat(said.out()).contains("NOT SO  ", found).doesNotContain("The main job works");
    assertThat(said.err()).isEmpty();
    return said.out();
  }

  /** An alliance that is up as far as its documents say; this test is its supervisor. */
  private void alliance() throws IOException {
    String address = "http://localhost:" + server.getAddress().getPort();
    Files.createDirectory(door.state());
    ProcessHandle self = ProcessHandle.current();
    write(
        "state.json",
        new InstanceState(
            self.pid(),
            self.info().startInstant().orElseThrow(),
            server.getAddress().getPort(),
            Phase.UP,
            "",
            "",
            0,
            List.of()));
    Map<String, Object> ports = new java.util.TreeMap<>();
    Stream.of("NLRTM", "BEANR", "DEHAM")
        .forEach(port -> ports.put(port, Map.of("gateway", address, "taxii", address)));
    Map<String, Object> client = Map.of("secret", "s", "roles", List.of(), "port", "NLRTM");
    Map<String, Object> user =
        Map.of(
            "username",
            "be-analyst",
            "password",
            "p",
            "organisation",
            "be-federal-police",
            "agency",
            "be-federal-police",
            "displayName",
            "Analyst",
            "roles",
            Map.of());
    write(
        "alliance.json",
        Map.of(
            "portal",
            address,
            "issuer",
            address,
            "tokenEndpoint",
            address + TOKEN,
            "ports",
            ports,
            "clients",
            Map.of("pcs-nlrtm", client, "cti-nlrtm", client),
            "users",
            List.of(user)));
  }

  private void write(String name, Object document) throws IOException {
    Files.writeString(door.state().resolve(name), JSON.writeValueAsString(document));
  }
}
