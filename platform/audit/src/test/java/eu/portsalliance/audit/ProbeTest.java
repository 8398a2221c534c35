package eu.portsalliance.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service that only records, with its log and who signs it, on a real PostgreSQL. */
@SpringBootTest(
    classes = ProbeTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/not-asked",
      "alliance.access.hash-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      "alliance.audit.path=/api/probe",
      "alliance.audit.retention.CONSULTATION=P5Y",
      "spring.flyway.url=jdbc:postgresql://given-by-the-test/x",
      "spring.flyway.locations=classpath:db/access,classpath:db/audit,classpath:db/notary"
    })
abstract class ProbeTest {

  static final String SERVICE = "probe-service";
  static final PortKey KEY = key();

  @LocalServerPort int port;
  @Autowired TestPostgres.Database database;
  @Autowired DatabaseClient client;
  @Autowired TransactionalOperator transaction;
  @Autowired AuditTrail trail;
  @Autowired SealedLog log;
  @Autowired Sealer sealer;
  @Autowired NotarisedLogs notary;

  /** A round that was under way when the sealer ended may hold its lock for a moment longer. */
  @BeforeEach
  void onlyWhatATestDoes() {
    sealer.destroy();
    asOwner("select pg_advisory_xact_lock(" + SealedLog.LOCK + ")");
  }

  void record(int rows) {
    Flux.range(0, rows)
        .concatMap(i -> trail.record(entry("object-" + i)))
        .as(transaction::transactional)
        .blockLast();
  }

  static AuditEntry entry(String object) {
    return new AuditEntry(
        AuditEntry.Act.CONSULTATION,
        "be-federal-police:1",
        "be-federal-police",
        Optional.empty(),
        "read alert",
        List.of(object),
        Optional.empty());
  }

  void round() {
    sealer.round().block(Duration.ofSeconds(30));
  }

  long size() {
    return Objects.requireNonNull(log.size().block());
  }

  long unsealed() {
    return database.count(
        "select count(*) from audit_record r where not exists (select from audit_leaf l where l.record = r.id)");
  }

  List<String> heads() {
    return new AuditRecords(client).heads(10_000).blockOptional().orElseThrow();
  }

  Verifier.Outcome verified() {
    return verified(heads());
  }

  Verifier.Outcome verified(List<String> signed) {
    List<Head> heads =
        signed.stream()
            .map(
                jws ->
                    Head.verified(
                            jws,
                            (_, kid) ->
                                kid.equals(KEY.thumbprint()) ? Optional.of(KEY) : Optional.empty())
                        .orElseThrow())
            .toList();
    List<String> lines = new AuditRecords(client).lines(0, 1_000_000).collectList().block();
    return new Verifier(heads, Instant.now()).check(Objects.requireNonNull(lines).iterator());
  }

  void asOwner(String sql) {
    database.execute(sql);
  }

  void asSuperuser(String sql) throws SQLException {
    try (Connection connection = database.asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Does something to the database that no other test may find: it is put back whatever was seen.
   */
  void undone(String done, String back, Runnable seen) throws SQLException {
    asSuperuser(done);
    try {
      seen.run();
    } finally {
      asSuperuser(back);
    }
  }

  WebTestClient.ResponseSpec get(String uri, String role) {
    return WebTestClient.bindToServer()
        .responseTimeout(Duration.ofSeconds(30))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(32 * 1024 * 1024))
        .build()
        .get()
        .uri(URI.create("http://127.0.0.1:" + port + uri))
        .header(
            "Authorization", TestTokens.person("9", "port-audit").at("NLRTM").roles(role).bearer())
        .header("X-Purpose", "audit")
        .header("X-Case", "AUD-1")
        .exchange();
  }

  private static PortKey key() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @RestController
  static class Things {

    @GetMapping("/api/probe/things/{id}")
    @PreAuthorize("isAuthenticated()")
    Mono<String> thing(@PathVariable String id) {
      return Mono.error(new ProblemException(ProblemType.NOT_FOUND, "There is no such thing."));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({PostgresTestConfiguration.class, TokenTestConfiguration.class, Things.class})
  static class Application {

    @Bean
    NotarisedLogs notary(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
      return new NotarisedLogs(database, transaction, KEY, "NLRTM", clock);
    }

    @Bean
    HeadSigner headSigner(NotarisedLogs notary) {
      return notary.signerOf(SERVICE);
    }
  }
}
