package eu.portsalliance.registry.testing;

import com.nimbusds.jose.JWSObject;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.registry.PortRegistryApplication;
import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.MovableClock;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real PostgreSQL, called over HTTP. */
@SpringBootTest(
    classes = PortRegistryApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.flyway.url=jdbc:postgresql://replaced-by-connection-details/x",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://issuer.test/certs",
      "alliance.access.hash-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@Import({
  PostgresTestConfiguration.class,
  TokenTestConfiguration.class,
  RegistryTest.ClockConfiguration.class
})
public abstract class RegistryTest {

  private static final Path ROOT_KEY_FILE = TestKeys.rootKeyFile();

  @LocalServerPort private int port;
  @Autowired protected TestPostgres.Database database;
  @Autowired protected MovableClock clock;

  /** Time stands still unless a test moves it. */
  @TestConfiguration(proxyBeanMethods = false)
  static class ClockConfiguration {
    @Bean
    MovableClock movableClock() {
      return new MovableClock(Instant.parse("2026-12-01T08:00:00Z"));
    }
  }

  @DynamicPropertySource
  static void registry(DynamicPropertyRegistry registry) {
    registry.add("alliance.registry.root-key-file", ROOT_KEY_FILE::toString);
    registry.add(
        "alliance.registry.approved-keys.NLRTM",
        () -> TestKeys.ROTTERDAM.thumbprint() + "," + TestKeys.ROTTERDAM_NEXT.thumbprint());
    registry.add("alliance.registry.approved-keys.BEANR", TestKeys.ANTWERP::thumbprint);
    registry.add("alliance.registry.approved-keys.DEHAM", TestKeys.HAMBURG::thumbprint);
  }

  protected ContractClient registry() {
    return new ContractClient(port);
  }

  /** Fetches the directory and verifies it as a port does, with the pinned root key. */
  protected Directory directory() {
    return verified(registry().get("/api/registry/directory").body());
  }

  protected static Directory verified(String document) {
    byte[] payload =
        Jws.verify(
                document,
                Directory.TYPE,
                kid ->
                    kid.equals(TestKeys.ROOT.thumbprint())
                        ? Optional.of(TestKeys.ROOT.jwk().toPublicJWK())
                        : Optional.empty())
            .orElseThrow(() -> new AssertionError("the directory does not verify"))
            .payload();
    return JsonMapper.builder().build().readValue(payload, Directory.class);
  }

  /** The payload of a compact JWS, not verified. */
  protected static String payload(String document) {
    try {
      return JWSObject.parse(document).getPayload().toString();
    } catch (ParseException failure) {
      throw new AssertionError(failure);
    }
  }

  protected static String member() {
    return TestTokens.person("nl-analyst", "nl-customs").at("NLRTM").bearer();
  }

  protected void asOwner(String sql) {
    database.execute(sql);
  }

  protected long count(String query) {
    return database.count(query);
  }
}
