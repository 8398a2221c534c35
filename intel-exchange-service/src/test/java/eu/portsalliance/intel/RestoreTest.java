package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.peers.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port whose database is that of an older backup, with nothing done by hand. */
class RestoreTest {

  private static final String OBJECTS = "/api/intel/peer/v1/objects";

  private StubRegistry registry;
  private TestPort antwerp;
  private TestPort rotterdam;
  private Api analyst;
  private Api officer;
  private Api reader;

  @BeforeEach
  void start() {
    registry = new StubRegistry("NLRTM", "BEANR");
    antwerp = new TestPort("BEANR", registry);
    rotterdam = new TestPort("NLRTM", registry);
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    officer = Api.person(antwerp, "be-officer", "be-federal-police", "intel-officer");
    reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-reader");
    linked();
  }

  @AfterEach
  void stop() {
    antwerp.close();
    rotterdam.close();
    registry.close();
  }

  @Test
  void aSenderRestoredFromAnOlderBackupLetsNoReaderPassOverWhatItReleasesSince() {
    String before = released();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(before));
    String peerBefore = pull("").text("/cursor");
    String riskBefore = riskPull("").text("/cursor");
    String backup = backup(antwerp);
    List<String> lost = List.of(released(), released());
    await().atMost(Duration.ofSeconds(20)).until(() -> lost.stream().allMatch(reader::sees));
    String peerAfter = pull("").text("/cursor");
    String riskAfter = riskPull("").text("/cursor");
    String streamAfter = lastEvent();

    antwerp.close();
    antwerp.database.restore(backup);
    antwerp.restart();
    linked();
    // the log is shorter than where these stand
    refused(pull(peerAfter));
    refused(riskPull(riskAfter));
    List<String> since = List.of(released(), released(), released());

    await().atMost(Duration.ofSeconds(20)).until(() -> since.stream().allMatch(reader::sees));
    // and now it has grown beyond it, with something else under those numbers
    refused(pull(peerAfter));
    refused(riskPull(riskAfter));
    assertThat(streamed(streamAfter)).isEqualTo(400);
    // whoever stood before the backup goes on from there
    assertThat(pull(peerBefore).json().at("/objects")).hasSize(3);
    assertThat(riskPull(riskBefore).json().at("/objects")).hasSize(3);
    assertThat(
            antwerp.rows("select recipient from deliveries group by 1 having count(*) <> max(seq)"))
        .isEmpty();
    assertThat(
            rotterdam.rows(
                "select object_id from deliveries where recipient = 'organisation:nl-customs'"
                    + " group by 1 having count(*) > 1"))
        .isEmpty();
  }

  @Test
  void aReceiverRestoredFromAnOlderBackupIsGivenWhatItLacksAgain() {
    String before = released();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(before));
    String backup = backup(rotterdam);
    List<String> lost = List.of(released(), released());
    await().atMost(Duration.ofSeconds(20)).until(() -> lost.stream().allMatch(reader::sees));

    rotterdam.close();
    rotterdam.database.restore(backup);
    rotterdam.restart();

    await().atMost(Duration.ofSeconds(20)).until(() -> lost.stream().allMatch(reader::sees));
    assertThat(
            rotterdam.rows(
                "select count(*) || ' ' || max(seq) from deliveries"
                    + " where recipient = 'organisation:nl-customs'"))
        .containsExactly("3 3");
  }

  /** A copy of what it holds now; its connections end, so it begins anew. */
  private String backup(TestPort port) {
    port.close();
    String backup = port.database.copy();
    port.restart();
    linked();
    return backup;
  }

  private void linked() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              antwerp.fetchDirectory();
              rotterdam.fetchDirectory();
              return antwerp.linked() && rotterdam.linked();
            });
  }

  private String released() {
    String id = analyst.draft(Ports.draft("GREEN", "[]")).text("/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> officer.sees(id));
    return id;
  }

  private Api.Answer pull(String cursor) {
    return Api.send(
        PeerCalls.get(
            antwerp, PeerCalls.peer("NLRTM"), registry.key("NLRTM"), OBJECTS + after(cursor)));
  }

  private Api.Answer riskPull(String cursor) {
    Peer risk = new Peer(antwerp.self(), Optional.of("risk-service"));
    return Api.send(PeerCalls.get(antwerp, risk, antwerp.risk, OBJECTS + after(cursor)));
  }

  private static String after(String cursor) {
    return cursor.isEmpty() ? "" : "?cursor=" + cursor;
  }

  private static void refused(Api.Answer answer) {
    assertThat(answer.text("/type")).isEqualTo("/problems/invalid-cursor");
  }

  /** The id of the last event of a person's stream. */
  private String lastEvent() {
    try (Events stream = Events.of(officer.request("/api/intel/alerts/stream")).opened()) {
      String id = released();
      await().atMost(Duration.ofSeconds(20)).until(() -> stream.count(id) == 1);
      return stream.named("alert").getLast().id();
    }
  }

  private int streamed(String last) {
    try (Events stream =
        Events.of(officer.request("/api/intel/alerts/stream").header("Last-Event-ID", last))) {
      return stream.status();
    }
  }
}
