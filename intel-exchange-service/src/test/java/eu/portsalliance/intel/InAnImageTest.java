package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.attachment.Files;
import eu.portsalliance.testkit.TestPostgres;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

/** The exchange as it runs in an image: it counts, traces, writes JSON, and ends in good order. */
@ExtendWith(OutputCaptureExtension.class)
class InAnImageTest {

  private static final String BOX = "MSKU1234565";
  private static final String PLATE = "1-XYZ-987";
  private static final String RELEASE = "POST /api/intel/alerts/{id}/release";
  private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

  private static StubRegistry registry;
  private static TestPort antwerp;
  private static TestPort rotterdam;
  private static Api analyst;
  private static Api officer;
  private static Api secondOfficer;
  private static Api reader;

  @BeforeAll
  static void start() {
    registry = new StubRegistry("BEANR", "NLRTM", "DEHAM");
    antwerp = inAnImage("BEANR");
    rotterdam = inAnImage("NLRTM");
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    officer = Api.person(antwerp, "be-officer", "be-federal-police", "intel-officer");
    secondOfficer = Api.person(antwerp, "be-second", "be-federal-police", "intel-officer");
    reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-analyst");
    for (TestPort port : List.of(antwerp, rotterdam)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                port.fetchDirectory();
                return metrics(port).contains("alliance_peer_lag_seconds{peer=");
              });
    }
  }

  @AfterAll
  static void stop() {
    antwerp.close();
    rotterdam.close();
  }

  private static TestPort inAnImage(String locode) {
    return new TestPort(
        locode,
        registry,
        TestPostgres.database("image"),
        Map.of(
            "spring.profiles.active",
            "container",
            "management.server.port",
            0,
            "spring.main.sources",
            Kept.class.getName()));
  }

  @Test
  void whatAlertRulesAskIsThereUnderItsName() {
    String metrics = metrics(antwerp);

    assertThat(metrics)
        .containsPattern("alliance_peer_lag_seconds\\{peer=\"NLRTM\"} [0-9]")
        .containsPattern("alliance_directory_age_seconds [0-9]")
        .containsPattern("alliance_sealer_lag_seconds [0-9]");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(metrics(antwerp))
                    .contains("alliance_quarantine_depth 0.0")
                    .contains("alliance_clocks_run_out 0.0"));
    assertThat(metrics).doesNotContain(BOX);
  }

  @Test
  void whatAPeerPullsIsLinkedToTheReleaseAndBelongsToAnotherTrace() {
    String id = released("AMBER", "[{\"port\":\"NLRTM\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(id));

    SpanData release = newest(RELEASE).orElseThrow();
    await().atMost(Duration.ofSeconds(20)).until(() -> received(release).isPresent());
    SpanData received = received(release).orElseThrow();
    assertThat(received.getTraceId()).isNotEqualTo(release.getTraceId());
    assertThat(received.getParentSpanContext().isValid()).isFalse();
    assertThat(rotterdam.rows("select trace from object_versions where id = '" + id + "'"))
        .as("what follows it at this port is linked to its receipt")
        .allMatch(
            trace ->
                trace.startsWith(
                    "00-%s-%s-".formatted(received.getTraceId(), received.getSpanId())))
        .hasSize(1);
    assertThat(SPANS.getFinishedSpanItems().toString()).doesNotContain(id).doesNotContain(BOX);
  }

  @Test
  void ofWhatNamedPersonsAloneMayKnowNoRequestOfItsWholeLifeIsTraced() {
    String named = "[\"be-federal-police:be-officer\",\"be-federal-police:be-second\"]";
    for (String[] marking :
        List.of(
            new String[] {"RED", "[]", "persons", named},
            new String[] {"AMBER", "[]", "actionOn", "\"observe\"", "persons", named})) {
      SPANS.reset();
      String id = lifeBeforeRelease(Ports.draft(marking[0], marking[1], rest(marking)));
      await().atMost(Duration.ofSeconds(20)).until(() -> officer.sees(id));
      read(officer, id);
      told(404, analyst.act("indicator--" + UUID.randomUUID(), "acknowledgement", "{}"));
      lifeAfterRelease(id, Ports.draft(marking[0], marking[1], rest(marking)));

      assertThat(traced())
          .as("only of what is not there at all a span is seen")
          .containsExactly("POST /api/intel/alerts/{id}/acknowledgement");
      assertThat(antwerp.rows("select trace from object_versions where id = '" + id + "'"))
          .containsOnly("");
    }
  }

  private static String[] rest(String[] marking) {
    return Arrays.copyOfRange(marking, 2, marking.length);
  }

  /** Written, refused, revised, attached to, given to the second person and released. */
  private static String lifeBeforeRelease(String draft) {
    told(400, secondOfficer.draft(Ports.draft("RED", "[]")));
    String key = UUID.randomUUID().toString();
    Api.Answer drafted = secondOfficer.draft(draft, key);
    told(201, drafted);
    told(201, secondOfficer.draft(draft, key));
    String id = drafted.text("/id");
    told(200, secondOfficer.get("/api/intel/alerts/" + id));
    told(200, secondOfficer.get("/api/intel/alerts?state=draft"));
    told(200, secondOfficer.edit(id, 1, draft));
    told(409, secondOfficer.edit(id, 1, draft));
    Api.Answer attached = secondOfficer.attach(id, 2, "image/png", "s.png", Files.png(30, 9));
    told(201, attached);
    String sha256 = attached.text("/attachments/0/sha256");
    assertThat(secondOfficer.view(id, sha256).statusCode()).isEqualTo(200);
    assertThat(secondOfficer.attachment(id, sha256).statusCode()).isBetween(200, 499);
    told(200, secondOfficer.act(id, "review", "{\"version\":3}"));
    told(409, officer.release(id, 1));
    told(200, officer.release(id, 3));
    return id;
  }

  private static void read(Api person, String id) {
    Api.Answer seen = person.get("/api/intel/alerts/" + id);
    told(200, seen);
    assertThat(seen.raw().headers().firstValue("untraced"))
        .as("the gateway is asked to tell nothing either")
        .contains("1");
    told(200, person.get("/api/intel/alerts"));
    told(200, person.get("/api/intel/alerts/" + id + "/history"));
    told(200, person.get("/api/intel/alerts/" + id + "/work"));
    String sha256 = seen.text("/attachments/0/sha256");
    assertThat(person.view(id, sha256).statusCode()).isEqualTo(200);
    assertThat(person.attachment(id, sha256).statusCode()).isBetween(200, 499);
  }

  /** Revised, and taken back by two. */
  private static void lifeAfterRelease(String id, String draft) {
    told(200, secondOfficer.edit(id, 3, draft));
    told(200, secondOfficer.get("/api/intel/alerts/" + id + "/amendment"));
    told(200, officer.release(id, 4));
    told(200, secondOfficer.act(id, "revocation", "{\"version\":4,\"reason\":\"Wrong.\"}"));
    told(200, officer.act(id, "revocation/confirm", "{\"version\":4}"));
    told(200, officer.get("/api/intel/alerts?state=revoked"));
  }

  private static void told(int status, Api.Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
  }

  /** What peers ask each other all the time is left out. */
  private static List<String> traced() {
    return SPANS.getFinishedSpanItems().stream()
        .map(SpanData::getName)
        .filter(name -> !name.contains("/api/intel/peer/"))
        .toList();
  }

  @Test
  void noContainerNumberPlateOrTokenOfARequestStandsInTheLogAlsoWhenItFails(CapturedOutput output) {
    String token = analyst.authorization().substring("Bearer ".length());
    for (String path :
        List.of(
            "/api/intel/alerts/" + BOX + "?plate=" + PLATE,
            "/api/intel/alerts?container=" + BOX + "&plate=" + PLATE,
            "/api/intel/search?q=" + BOX + "%20" + PLATE,
            "/api/intel/nothing/" + BOX + "/" + PLATE)) {
      said(analyst.request(path).header("X-Note", BOX + " " + PLATE));
      said(
          HttpRequest.newBuilder(analyst.request(path).build().uri())
              .header("Authorization", "Bearer " + token + "x"));
    }
    for (String body :
        List.of(
            "{\"title\":\"" + BOX + "\",\"plate\":\"" + PLATE + "\"}",
            "{\"containers\":[\"" + BOX + "\"" + PLATE,
            Ports.draft("GREEN", "[]", "title", "\"" + PLATE + "\""))) {
      write("/api/intel/alerts", body);
    }
    antwerp.execute("alter table alerts rename to alerts_gone");
    try {
      assertThat(
              write("/api/intel/alerts", Ports.draft("GREEN", "[]", "title", "\"" + PLATE + "\"")))
          .isEqualTo(500);
    } finally {
      antwerp.execute("alter table alerts_gone rename to alerts");
    }

    assertThat(output.getAll()).contains("POST failed");
    assertThat(output.getAll())
        .doesNotContain(BOX)
        .doesNotContain(PLATE)
        .doesNotContain(token.substring(token.lastIndexOf('.')));
    assertThat(metrics(antwerp)).doesNotContain(BOX).doesNotContain(PLATE);
  }

  @Test
  void aWriteInHandIsAnsweredAndKeptWhenTheProcessIsToldToEndAndStreamsEnd()
      throws SQLException, InterruptedException, ExecutionException, TimeoutException {
    TestPort hamburg = inAnImage("DEHAM");
    hamburg.fetchDirectory();
    Api person = Api.person(hamburg, "de-analyst", "de-customs", "intel-analyst");
    CompletableFuture<Void> ended;
    CompletableFuture<Api.Answer> answer;
    try (Events stream = Events.of(person.request("/api/intel/alerts/stream")).opened();
        Connection holder = hamburg.database.asOwner();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table idempotency_key in access exclusive mode");
      answer = CompletableFuture.supplyAsync(() -> person.draft(Ports.draft("GREEN", "[]")));
      await().atMost(Duration.ofSeconds(20)).until(() -> waiting(hamburg) > 0);

      ended = CompletableFuture.runAsync(hamburg::close);
      await().atMost(Duration.ofSeconds(20)).until(stream::ended);
      await().atMost(Duration.ofSeconds(20)).until(() -> !ready(hamburg));
      assertThat(answer).isNotDone();
      holder.commit();
    }
    Api.Answer drafted = answer.get(10, TimeUnit.SECONDS);
    ended.get(15, TimeUnit.SECONDS);
    assertThat(drafted.status()).isEqualTo(201);
    assertThat(hamburg.rows("select id from alerts")).containsExactly(drafted.text("/id"));
  }

  @Test
  void itIsReadyWithoutTheIssuerTheRegistryAndAPeer() {
    registry.place("DEHAM", "http://127.0.0.1:1"); // nobody there, as at the address of the issuer
    antwerp.fetchDirectory();
    registry.down(true);
    try {
      antwerp.fetchDirectory();
      assertThat(ready(antwerp)).isTrue();
    } finally {
      registry.down(false);
    }
  }

  private static boolean ready(TestPort port) {
    try {
      return port.ask("management", "/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException nobodyAnswers) {
      return false;
    }
  }

  private static long waiting(TestPort port) {
    return port.database.count(
        "select count(*) from pg_locks where not granted and relation = 'idempotency_key'::regclass");
  }

  private static String metrics(TestPort port) {
    return port.ask("management", "/actuator/prometheus").body();
  }

  private static String released(String tlp, String audience) {
    String id = analyst.draft(Ports.draft(tlp, audience)).text("/id");
    Api.Answer released = officer.release(id, 1);
    assertThat(released.status()).as(released.raw().body()).isEqualTo(200);
    return id;
  }

  private static Optional<SpanData> newest(String name) {
    return SPANS.getFinishedSpanItems().reversed().stream()
        .filter(span -> span.getName().equals(name))
        .filter(
            span ->
                Long.valueOf(200)
                    .equals(
                        span.getAttributes()
                            .get(AttributeKey.longKey("http.response.status_code"))))
        .findFirst();
  }

  private static Optional<SpanData> received(SpanData release) {
    return SPANS.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals("receive alerts"))
        .filter(
            span ->
                span.getLinks().stream()
                    .map(LinkData::getSpanContext)
                    .anyMatch(cause -> cause.getSpanId().equals(release.getSpanId())))
        .findFirst();
  }

  private static int write(String path, String body) {
    return said(
        analyst
            .request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", BOX)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static int said(HttpRequest.Builder request) {
    try {
      return Api.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** Spans go where the test sees them. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Kept {

    @Bean(destroyMethod = "") // one process ends, and the spans of the others are kept
    OpenTelemetry kept() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                  .build())
          .build();
    }
  }
}
