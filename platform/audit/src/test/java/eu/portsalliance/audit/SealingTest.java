package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;

@SpringBootTest(
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
class SealingTest {

  private static final String SERVICE = "probe-service";
  private static final PortKey KEY = key();

  @LocalServerPort private int port;
  @Autowired private TestPostgres.Database database;
  @Autowired private DatabaseClient client;
  @Autowired private TransactionalOperator transaction;
  @Autowired private AuditTrail trail;
  @Autowired private SealedLog log;
  @Autowired private Sealer sealer;
  @Autowired private NotarisedLogs notary;

  @BeforeEach
  void onlyWhatATestDoes() {
    sealer.destroy();
  }

  @Test
  void what_is_recorded_is_sealed_signed_and_proven_by_its_head() {
    record(20);
    round();
    Verifier.Outcome outcome = verified();
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.proven()).isEqualTo(size()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void a_row_of_a_transaction_that_ends_late_is_sealed_when_it_ends() throws SQLException {
    try (Connection late = database.asService();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(
          """
          insert into audit_record (act, actor, organisation, purpose, case_number, what, ids, recipient)
          values ('CONSULTATION', 'late', 'o', '', '', 'late', '{}', '')
          """);
      record(5);
      round();
      assertThat(
              database.count(
                  "select count(*) from audit_leaf l join audit_record r on r.id = l.record where r.actor = 'late'"))
          .isZero();
      late.commit();
    }
    round();
    assertThat(unsealed()).isZero();
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void a_sealer_that_was_killed_between_act_and_seal_catches_up() {
    round();
    record(3);
    assertThat(unsealed()).isEqualTo(3);
    round();
    assertThat(unsealed()).isZero();
  }

  @Test
  void replicas_that_seal_at_once_seal_each_row_once() {
    record(200);
    Flux.range(0, 8).flatMap(_ -> log.seal().onErrorReturn(0), 8).blockLast(Duration.ofSeconds(30));
    round();
    assertThat(unsealed()).isZero();
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void a_row_changed_by_the_superuser_is_named_to_an_outsider() throws SQLException {
    record(10);
    round();
    long place = size() - 4;
    asSuperuser(
        "update audit_record set actor = 'nobody' where id = (select record from audit_leaf where index = "
            + place
            + ")");
    assertThat(verified().findings())
        .anySatisfy(s -> assertThat(s).startsWith("record " + place + " was changed"));
    asSuperuser("update audit_record set actor = 'be-federal-police:1' where actor = 'nobody'");
  }

  @Test
  void the_last_hour_deleted_with_its_hashes_is_missed_by_a_witness() throws SQLException {
    record(10);
    round();
    List<String> heldByWitness = heads();
    long size = size();
    asSuperuser(
        """
        create table kept_leaf as select * from audit_leaf where index >= (select size - 5 from audit_log);
        create table kept_subject as select * from audit_subject where index >= (select size - 5 from audit_log);
        delete from audit_subject where index >= (select size - 5 from audit_log);
        delete from audit_leaf where index >= (select size - 5 from audit_log)
        """);
    assertThat(verified(heldByWitness).findings())
        .anySatisfy(
            s -> assertThat(s).startsWith("cut off at the end: the export has " + (size - 5)));
    asSuperuser(
        """
        insert into audit_leaf select * from kept_leaf;
        insert into audit_subject select * from kept_subject;
        drop table kept_leaf; drop table kept_subject
        """);
  }

  @Test
  void a_history_that_does_not_follow_what_was_signed_is_not_signed() {
    record(4);
    round();
    long signed = Objects.requireNonNull(notary.signed(SERVICE).block());
    assertThatThrownBy(() -> notary.sign(SERVICE, signed - 1, List.of(new byte[32])).block())
        .isInstanceOf(SignedBefore.class);
  }

  @Test
  void the_service_can_neither_change_nor_take_out_what_is_sealed() {
    record(1);
    round();
    for (String sql :
        List.of(
            "delete from audit_record",
            "update audit_leaf set hash = ''",
            "delete from audit_leaf",
            "delete from audit_head",
            "insert into audit_erased (index, act) values (0, 'x')",
            "update notarised_leaf set hash = ''")) {
      assertThatThrownBy(() -> database.executeAsService(sql))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () ->
                database.executeAsService(
                    "select erase_audit('CONSULTATION', interval '1 day', 10)"))
        .hasMessageContaining("a year or more");
  }

  @Test
  void an_auditor_finds_who_looked_at_an_object_and_is_recorded() {
    trail.record(entry("alert-of-this-test")).block();
    round();
    get("/api/probe/audit/records?object=alert-of-this-test", "auditor")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].entry.actor")
        .isEqualTo("be-federal-police:1");
    get("/api/probe/audit/records?actor=be-federal-police:1", "auditor")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items[0].entry.actor")
        .isEqualTo("be-federal-police:1");
    assertThat(
            database.count(
                "select count(*) from audit_record where what = 'search audit records' and 'alert-of-this-test' = any(ids)"))
        .isEqualTo(1);
    get("/api/probe/audit/records", "intel-officer").expectStatus().isForbidden();
    get("/api/probe/audit/records?act=GUESS", "auditor").expectStatus().isBadRequest();
    get("/api/probe/audit/records?from=yesterday", "auditor").expectStatus().isBadRequest();
  }

  @Test
  void the_report_is_no_spreadsheet_formula() {
    trail
        .record(
            new AuditEntry(
                AuditEntry.Act.DISCLOSURE,
                "=cmd()",
                "o",
                Optional.empty(),
                "say \"hello\"",
                List.of("formula"),
                Optional.empty()))
        .block();
    round();
    String csv =
        get("/api/probe/audit/report?object=formula", "auditor")
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(csv).contains("\"'=cmd()\"").contains("\"say \"\"hello\"\"\"");
  }

  private void record(int rows) {
    Flux.range(0, rows)
        .concatMap(i -> trail.record(entry("object-" + i)))
        .as(transaction::transactional)
        .blockLast();
  }

  private static AuditEntry entry(String object) {
    return new AuditEntry(
        AuditEntry.Act.CONSULTATION,
        "be-federal-police:1",
        "be-federal-police",
        Optional.empty(),
        "read alert",
        List.of(object),
        Optional.empty());
  }

  private void round() {
    sealer.round().block(Duration.ofSeconds(30));
  }

  private long size() {
    return Objects.requireNonNull(log.size().block());
  }

  private long unsealed() {
    return database.count(
        "select count(*) from audit_record r where not exists (select from audit_leaf l where l.record = r.id)");
  }

  private List<String> heads() {
    return new AuditRecords(client).heads(10_000).blockOptional().orElseThrow();
  }

  private Verifier.Outcome verified() {
    return verified(heads());
  }

  private Verifier.Outcome verified(List<String> signed) {
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

  private void asSuperuser(String sql) throws SQLException {
    try (Connection connection = database.asSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private WebTestClient.ResponseSpec get(String uri, String role) {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .build()
        .get()
        .uri(uri)
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

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({PostgresTestConfiguration.class, TokenTestConfiguration.class})
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
