package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.testkit.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which directory a port goes by, whatever registry and peers hand to it. */
class HeldDirectoryTest {

  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  private static StubRegistry registry;
  private static TestPort antwerp;
  private static TestPort rotterdam;

  @BeforeAll
  static void start() {
    registry = new StubRegistry("NLRTM", "BEANR", "DEHAM");
    antwerp = new TestPort("BEANR", registry);
    rotterdam = new TestPort("NLRTM", registry);
  }

  @AfterAll
  static void stop() {
    antwerp.close();
    rotterdam.close();
    registry.close();
  }

  @BeforeEach
  void allIsWell() {
    registry.down(false);
    registry.instead(null);
    registry.status("DEHAM", "active");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              antwerp.fetchDirectory();
              rotterdam.fetchDirectory();
              return antwerp
                      .health()
                      .at("/components/exchange/details/peers/NLRTM/connected")
                      .asBoolean(false)
                  && rotterdam
                      .health()
                      .at("/components/exchange/details/peers/BEANR/connected")
                      .asBoolean(false);
            });
  }

  @Test
  void aDocumentOfAnotherRootIsRefusedHoweverHighItsSerial() {
    long held = serial(rotterdam);
    registry.instead(registry.document(StubRegistry.key(), held + 1000));
    rotterdam.fetchDirectory();
    assertThat(serial(rotterdam)).isEqualTo(held);
    registry.instead(registry.document(registry.root, held + 1));
    rotterdam.fetchDirectory();
    assertThat(serial(rotterdam)).isEqualTo(held + 1);
    registry.status("DEHAM", "active");
  }

  @Test
  void aLowerSerialThanTheNewestSeenIsRefusedAlsoAfterARestart() {
    String older = registry.document();
    registry.status("DEHAM", "suspended");
    rotterdam.fetchDirectory();
    long held = serial(rotterdam);
    registry.instead(older);
    rotterdam.fetchDirectory();
    assertThat(serial(rotterdam)).isEqualTo(held);
    rotterdam.restart();
    await().until(() -> rotterdam.bean(Alliance.class).members().isPresent());
    rotterdam.fetchDirectory();
    assertThat(serial(rotterdam)).isEqualTo(held);
    assertThat(pullOfHamburg()).isEqualTo(401);
  }

  @Test
  void anotherDocumentOfTheSameSerialIsRefused() {
    long held = serial(rotterdam);
    registry.status("DEHAM", "suspended");
    registry.instead(registry.document(registry.root, held));
    rotterdam.fetchDirectory();
    assertThat(pullOfHamburg()).isEqualTo(200);
  }

  @Test
  void whileTheRootChangesAPortThatPinsBothKeysTakesWhatEitherSigned() {
    PortKey next = StubRegistry.key();
    long held = serial(rotterdam);
    try (TestPort hamburg =
        new TestPort(
            "DEHAM",
            registry,
            TestPostgres.database("intel"),
            Map.of("alliance.directory.root-key-file", TestPort.pinned(registry.root, next)))) {
      hamburg.fetchDirectory();
      long first = serial(hamburg);
      assertThat(first).isGreaterThan(held);
      registry.instead(registry.document(next, first + 1));
      hamburg.fetchDirectory();
      assertThat(serial(hamburg)).isEqualTo(first + 1);
      registry.instead(registry.document(StubRegistry.key(), first + 2));
      hamburg.fetchDirectory();
      assertThat(serial(hamburg)).isEqualTo(first + 1);
    }
    registry.status("DEHAM", "active");
  }

  @Test
  void aSuspensionThatTheRegistryKnowsIsInForceWithinAMinuteByItself() {
    assertThat(pullOfHamburg()).isEqualTo(200);
    registry.status("DEHAM", "suspended");
    await().atMost(A_MINUTE).until(() -> pullOfHamburg() == 401);
  }

  @Test
  void aSuspensionThatAPeerKnowsIsInForceWithinAMinuteWithoutTheRegistry() {
    assertThat(pullOfHamburg()).isEqualTo(200);
    registry.down(true);
    registry.status("DEHAM", "suspended");
    antwerp.bean(Directories.class).accept(registry.document()).block();
    await().atMost(A_MINUTE).until(() -> pullOfHamburg() == 401);
    assertThat(serial(rotterdam)).isEqualTo(serial(antwerp));
  }

  @Test
  void aDirectoryThatIsNotConfirmedForAnHourIsWarnedOfInHealth() {
    assertThat(directory().path("state").asString()).isEqualTo("fresh");
    assertThat(directory().has("warning")).isFalse();
    registry.down(true);
    unconfirmedFor("61 minutes");
    assertThat(directory().path("state").asString()).isEqualTo("late");
    assertThat(directory().path("warning").asString()).contains("for an hour");
    unconfirmedFor("24 hours");
    assertThat(directory().path("state").asString()).isEqualTo("old");
    assertThat(directory().path("warning").asString()).contains("nothing above GREEN leaves");
    registry.down(false);
    rotterdam.fetchDirectory();
    assertThat(directory().path("state").asString()).isEqualTo("fresh");
  }

  private static void unconfirmedFor(String age) {
    rotterdam.execute("update directory_checks set confirmed_at = now() - interval '" + age + "'");
    rotterdam.restart();
    await().until(() -> directory().has("confirmedSecondsAgo"));
  }

  private static JsonNode directory() {
    return rotterdam.health().at("/components/exchange/details/directory");
  }

  private static int pullOfHamburg() {
    return Api.send(
            PeerCalls.get(
                rotterdam,
                PeerCalls.peer("DEHAM"),
                registry.key("DEHAM"),
                "/api/intel/peer/v1/objects"))
        .status();
  }

  private static long serial(TestPort port) {
    return Objects.requireNonNull(port.bean(Alliance.class).members().orElseThrow().directory())
        .serial();
  }
}
