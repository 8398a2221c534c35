package eu.portsalliance.risk.ranking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.schema.SchemaValidator;
import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.testkit.TestTokens;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StreamTest extends RiskTest {
  private static final OpenAPI CONTRACT = new OpenAPIV3Parser().read("openapi.yaml");
  private static final String ARRIVED = "2026-11-20T08:00:00Z";

  @Test
  void anAlertReachesTheStreamOfItsReaderAndOfNobodyElse() throws Exception {
    String box = Boxes.next();
    String after = Boxes.next();
    journey(box, "DISC", ARRIVED);
    try (Followed customs = follow(customs());
        Followed reader = follow(reader())) {
      long recorded = count("select count(*) from audit_record where what = 'follow ranking'");

      EXCHANGE.release(StixAlert.on(box).signed());

      // the box itself may reach the stream first, with nothing about it yet
      String risen = box + "\",\"checkDigitValid\":true,\"score\":70";
      await().atMost(5, SECONDS).until(() -> customs.has(risen));
      assertThat(customs.line(risen)).contains("\"position\":", "\"kind\":\"alert\"");
      String entry = customs.line(risen).substring("data:".length());
      assertThat(
              new SchemaValidator(CONTRACT, new MessageResolver())
                  .validate(
                      entry, CONTRACT.getComponents().getSchemas().get("RankingEntry"), "contract")
                  .getMessages())
          .isEmpty();
      assertThat(count("select count(*) from audit_record where what = 'follow ranking'"))
          .isGreaterThan(recorded);
      journey(after, "DISC", ARRIVED);
      await().atMost(5, SECONDS).until(() -> reader.has(after));
      assertThat(reader.has(box)).isFalse();
    }
  }

  @Test
  void whatAnotherReplicaCommitsArrivesToo() throws Exception {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    try (Followed customs = follow(customs())) {
      asOwner(
          "update journey set base = 35, findings = '[{\"code\":\"x\",\"points\":35,\"params\":{}}]' where container = '"
              + box
              + "'");
      asOwner("select pg_notify('risk_changed', 'another-replica')");

      await().atMost(3, SECONDS).until(() -> customs.has(box));
    }
  }

  @Test
  void aBoxThatLeavesIsSaidToBeGone() throws Exception {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    try (Followed customs = follow(customs())) {
      journey(box, "GTOT", "2026-11-20T10:00:00Z");

      await()
          .atMost(5, SECONDS)
          .until(() -> customs.lines.contains("data:{\"container\":\"" + box + "\"}"));
      assertThat(customs.lines).contains("event:gone");
    }
  }

  @Test
  void theStreamEndsWithTheToken() throws Exception {
    String shortLived =
        TestTokens.person("nl-analyst", "nl-customs")
            .at("NLRTM")
            .roles("risk-analyst")
            .expires(Instant.now().plusSeconds(2))
            .bearer();
    try (Followed followed = follow(shortLived)) {
      await().atMost(5, SECONDS).until(() -> !followed.reading.isAlive());
      assertThat(followed.lines).contains(":still here");
    }
  }

  @Test
  void theRankingFollowsAnAlertWithinItsTime() throws Exception {
    String first = Boxes.next();
    journey(first, "DISC", ARRIVED);
    try (Followed customs = follow(customs())) {
      EXCHANGE.release(StixAlert.on(first).signed());
      await().atMost(5, SECONDS).until(() -> customs.has(first));
      String box = Boxes.next();
      journey(box, "DISC", ARRIVED);
      await().atMost(5, SECONDS).until(() -> customs.has(box));
      StixAlert alert = StixAlert.on(box);

      Instant released = Instant.now();
      EXCHANGE.release(alert.signed());
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(5, SECONDS)
          .until(() -> customs.has(alert.id()));

      assertThat(Duration.between(released, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }
  }

  private Followed follow(String bearer) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = risk().open(bearer);
    assertThat(response.statusCode()).isEqualTo(200);
    Followed followed = new Followed(response.body());
    await().atMost(5, SECONDS).until(() -> followed.lines.contains(":still here"));
    // the first ranking is where a stream begins: let it be computed before something changes
    String probe = Boxes.next();
    journey(probe, "DISC", ARRIVED);
    await()
        .atMost(10, SECONDS)
        .until(
            () -> {
              journey(probe, "INSP", Instant.now().toString());
              return followed.has(probe);
            });
    return followed;
  }

  /** Reads a stream line by line until it ends or is closed. */
  private static final class Followed implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private final Thread reading;

    Followed(InputStream body) {
      this.body = body;
      this.reading = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException ended) {
        lines.add("(closed)");
      }
    }

    boolean has(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }

    String line(String text) {
      return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
