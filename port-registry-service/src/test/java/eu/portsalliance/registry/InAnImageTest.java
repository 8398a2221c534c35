package eu.portsalliance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.registry.testing.Proofs;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import eu.portsalliance.testkit.ContractClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry as it runs in an image; nobody answers at the address of the issuer's keys. */
@ActiveProfiles("container")
@TestPropertySource(
    properties = {"management.server.port=0", "logging.level.eu.portsalliance=trace"})
@ExtendWith(OutputCaptureExtension.class)
class InAnImageTest extends RegistryTest {

  private static final String BOX = "MSKU1234565";
  private static final String PLATE = "1-XYZ-987";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalManagementPort private int management;

  /** The log of a JVM is set up once, by the first context of all tests. */
  @BeforeAll
  @AfterAll
  static void theNextContextSetsUpTheLog() {
    LoggingSystem.get(InAnImageTest.class.getClassLoader()).cleanUp();
  }

  @Test
  void itIsReadyWithoutTheIssuer() {
    HttpRequest.Builder readiness =
        new ContractClient(management).request("/actuator/health/readiness");
    assertThat(send(readiness)).isEqualTo(200);
  }

  @Test
  void noTokenProofBoxOrPlateStandsInTheLogAlsoWhenTheDatabaseFailsOrIsAway(CapturedOutput output)
      throws SQLException {
    String token = member();
    String proof = proof();
    assertThat(enrol(proof)).isEqualTo(200);
    for (String bad : List.of(proof, proof + "x", proof.substring(20), BOX + "." + PLATE)) {
      assertThat(enrol(bad)).as(bad).isBetween(400, 499);
    }
    assertThat(read("/api/registry/ports", token + "x")).isEqualTo(401);
    assertThat(read("/api/registry/ports", token)).isEqualTo(200);
    reads(token);
    String other = proof();
    asOwner("alter table port_key rename to keys_gone");
    try {
      assertThat(enrol(other)).isEqualTo(500);
    } finally {
      asOwner("alter table keys_gone rename to port_key");
    }
    database.awayWhile(
        () -> {
          assertThat(enrol(other)).isGreaterThanOrEqualTo(500);
          reads(token);
        });

    assertThat(failures(output))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.path("traceId").asString("")).hasSize(32));
    assertThat(output.getAll())
        .doesNotContain(BOX)
        .doesNotContain(PLATE)
        .doesNotContain(signature(token))
        .doesNotContain(signature(proof))
        .doesNotContain(signature(other));
  }

  private void reads(String token) {
    for (String path :
        List.of(
            "/api/registry/ports?cursor=" + BOX + "&plate=" + PLATE,
            "/api/registry/ports/" + BOX + "/tenant/values.yaml",
            "/api/registry/nothing/" + BOX + "/" + PLATE,
            "/api/registry/directory")) {
      read(path, token);
    }
  }

  private int read(String path, String token) {
    return send(registry().request(path, "Authorization", token, "X-Note", BOX + PLATE));
  }

  private String proof() {
    return Proofs.of(TestKeys.ANTWERP, "BEANR", "http://antwerp.test:8102", clock.instant()).sign();
  }

  private int enrol(String proof) {
    return send(
        registry()
            .request("/api/registry/enrolments", "Content-Type", "application/jose")
            .POST(HttpRequest.BodyPublishers.ofString(proof)));
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

  private static String signature(String document) {
    return document.substring(document.lastIndexOf('.'));
  }

  private static int send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
