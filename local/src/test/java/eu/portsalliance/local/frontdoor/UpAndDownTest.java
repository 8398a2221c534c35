package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.Secrets;
import eu.portsalliance.local.frontdoor.FrontDoor.Begun;
import eu.portsalliance.local.frontdoor.FrontDoor.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpAndDownTest {
  private static final int ROTTERDAM = 8101;
  @TempDir private static Path top;
  private static final int OFFSET = FrontDoor.freeOffset();
  private static int instances;
  private final FrontDoor door = new FrontDoor(top, "state-" + instances++, OFFSET, List.of());

  @BeforeAll
  static void repository() throws IOException {
    Repository.in(Files.createDirectory(top.resolve("root")));
  }

  @AfterEach
  void end() {
    door.cutPower();
  }

  @Test
  void upOnATakenPortNamesItInOneSentenceAndLeavesNothingRunning() throws Exception {
    int port = ROTTERDAM + OFFSET;
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Said said = door.run("up");
      assertThat(said.status()).as(said.toString()).isEqualTo(2);
      assertThat(said.err().lines())
          .singleElement()
          .asString()
          .startsWith("Port " + port + ", where the gateway of Rotterdam would listen, is taken")
          .contains("ss -ltnp 'sport = :" + port + "'", "ALLIANCE_PORT_OFFSET", "ALLIANCE_STATE");
      assertThat(taken.isClosed()).isFalse();
      assertThat(door.processes()).isEmpty();
    }
  }

  @Test
  void aSecondUpFindsTheFirstAndDownLeavesNoProcess() throws Exception {
    up();
    InstanceState first = door.lastState();
    Said second = door.run("up");
    assertThat(second.status()).as(second.toString()).isZero();
    assertThat(second.out())
        .startsWith("The alliance is already up")
        .contains("NLRTM             http://localhost:" + (ROTTERDAM + OFFSET));
    assertThat(second.out().lines().filter(line -> line.startsWith("nl-analyst")))
        .singleElement()
        .asString()
        .matches("nl-analyst +Dutch customs +\\S+ +intel-analyst, risk-analyst at NLRTM");
    assertThat(second.out().lines().filter(line -> line.startsWith("Who can sign in")))
        .singleElement()
        .asString()
        .satisfies(
            heads ->
                assertThat(second.out().lines().filter(line -> line.startsWith("be-alliance-")))
                    .singleElement()
                    .asString()
                    .matches(
                        line ->
                            line.startsWith(
                                "Belgian federal police", heads.indexOf("agency to choose"))));
    assertThat(door.lastState().supervisor()).isEqualTo(first.supervisor());
    // the supervisor, PostgreSQL, Keycloak, two services of the alliance, three of the port, a
    // gateway
    assertThat(door.processes()).hasSizeGreaterThanOrEqualTo(9);

    Said down = door.run("down");
    assertThat(down.status()).as(down.toString()).isZero();
    assertThat(door.processes()).isEmpty();
    assertThat(door.run("status").status()).isEqualTo(3);
    assertThat(door.run("down").out()).contains("was not running");
  }

  @Test
  void servicesRunFromTheirStartUpCache() throws Exception {
    up();
    for (Part part : door.lastState().parts()) {
      if (part.name().startsWith("nlrtm-")) {
        assertThat(StartUpCache.share(StartUpCache.classes(part.pid(), StandIn.class.getName())))
            .as(part.name())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void twoUpsAtOnceBringUpOneAlliance() throws Exception {
    Begun one = door.begin("up");
    Begun other = door.begin("up");
    for (Said said : List.of(door.end(one), door.end(other))) {
      assertThat(said.status()).as(said.toString()).isZero();
    }
    assertThat(door.processes().stream().filter(UpAndDownTest::supervises)).hasSize(1);
    assertThat(door.run("down").status()).isZero();
    assertThat(door.processes()).isEmpty();
  }

  @Test
  void afterAPowerCutUpBringsBackWhatWasCommittedAndTouchesNoInnocentProcess() throws Exception {
    up();
    assertThat(reconciliations()).isEqualTo(1);
    long supervisor = door.lastState().supervisor();
    List<Long> pids =
        door.lastState().parts().stream().map(Part::pid).filter(pid -> pid > 0).toList();
    door.cutPower();
    // the machine gives the same process ids to others after its start: here to the build, which
    // began well before the supervisor
    String own =
        Long.toString(
            ProcessHandle.current().parent().flatMap(ProcessHandle::parent).orElseThrow().pid());
    Path file = door.state().resolve("state.json");
    String state = Files.readString(file).replaceFirst("\\b" + supervisor + "\\b", own);
    for (long pid : pids) {
      state = state.replaceFirst("\\b" + pid + "\\b", own);
    }
    Files.writeString(file, state);
    Path lock = door.state().resolve("pg/postmaster.pid");
    Files.writeString(lock, Files.readString(lock).replaceFirst("\\d+", own));

    Said status = door.run("status");
    assertThat(status.status()).as(status + Files.readString(file)).isEqualTo(3);
    up();
    assertThat(reconciliations()).isEqualTo(2);
    assertThat(door.run("down").status()).isZero();
  }

  @Test
  void whatOutlivedItsSupervisorIsEndedByDownAndReplacedByUp() throws Exception {
    up();
    ProcessHandle.of(door.lastState().supervisor()).orElseThrow().destroyForcibly();
    up();
    assertThat(door.processes().stream().filter(UpAndDownTest::supervises)).hasSize(1);
    ProcessHandle.of(door.lastState().supervisor()).orElseThrow().destroyForcibly();
    assertThat(door.processes()).isNotEmpty();
    assertThat(door.run("down").status()).isZero();
    assertThat(door.processes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keycloak", "extraction", "training"})
  void whatWasKilledHalfBuiltLeavesNoProcessAndMendsItself(String step) throws Exception {
    Path installed = Files.createDirectory(top.resolve("installed-" + step));
    door.with("ALLIANCE_INSTALLED", installed.toString());
    // a data folder cut off while it was being made
    Files.createDirectories(door.state().resolve("pg/base"));
    Files.createDirectories(door.state().resolve("pg.new/base"));
    door.hold(step);
    Begun up = door.begin("up");
    door.awaitHeld(step);
    up.process().destroyForcibly();
    door.processes().stream()
        .filter(process -> supervises(process) || isUp(process))
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(door.processes()).as("what builds goes on for now").isNotEmpty();

    assertThat(door.run("down").status()).isZero();
    assertThat(door.processes()).isEmpty();
    door.release(step);
    up();
    try (var builds = Files.list(installed.resolve("keycloak-0"))) {
      assertThat(builds.filter(path -> path.getFileName().toString().startsWith("built-by-")))
          .hasSize(1);
    }
    assertThat(door.run("down").status()).isZero();
  }

  private void up() throws Exception {
    Said said = door.run("up");
    assertThat(said.status()).as(said.toString()).isZero();
    assertThat(said.out()).contains("Up in ", "Next: open the portal");
  }

  /** One is written at each start; a new data folder would hold none of the earlier ones. */
  private long reconciliations() throws IOException, SQLException {
    Part postgresql = door.lastState().part("postgresql").orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresql.port() + "/identity",
                "postgres",
                Secrets.open(door.state().resolve("secrets/secrets.json"))
                    .of("postgresql/postgres"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from last_reconciliation")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static boolean supervises(ProcessHandle process) {
    return process.info().commandLine().orElse("").endsWith(" supervise");
  }

  private static boolean isUp(ProcessHandle process) {
    return process.info().commandLine().orElse("").endsWith(" up");
  }
}
