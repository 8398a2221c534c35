package eu.portsalliance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestPostgres;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/not-asked",
      "alliance.access.hash-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      "spring.flyway.url=jdbc:postgresql://given-by-the-test/x",
      "spring.flyway.locations=classpath:db/access,classpath:db/probe",
      "spring.jackson.deserialization.fail-on-unknown-properties=true"
    })
class AccessTest {

  @LocalServerPort private int port;
  @Autowired private TestPostgres.Database database;
  @Autowired private DatabaseClient client;

  @Test
  void a_person_with_the_role_at_this_port_is_let_in() {
    get("/who", officer().bearer())
        .expectStatus()
        .isOk()
        .expectBody()
        .json(
            """
            {"actor":"be-federal-police:1","organisation":"be-federal-police","purpose":"investigation"}
            """);
  }

  @Test
  void tokens_that_are_not_for_this_port_alone_are_refused() {
    for (String token :
        List.of(
            TestTokens.person("1", "o").at("BEANR").roles("intel-officer").bearer(),
            TestTokens.person("1", "o").at("NLRTM").at("BEANR").roles("intel-officer").bearer(),
            TestTokens.person("1", "o").atAlliance().roles("intel-officer").bearer(),
            TestTokens.person("1", "o").roles("intel-officer").bearer(),
            officer().expires(Instant.now().minusSeconds(120)).bearer(),
            officer().issuer("http://elsewhere.test").bearer(),
            "Bearer not.a.token")) {
      get("/who", token)
          .expectStatus()
          .isUnauthorized()
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("/problems/unauthenticated");
    }
  }

  @Test
  void a_role_that_does_not_suffice_is_403_and_a_missing_token_401() {
    get("/who", TestTokens.person("2", "o").at("NLRTM").roles("intel-reader").bearer())
        .expectStatus()
        .isForbidden()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("/problems/forbidden");
    web().get().uri("/who").exchange().expectStatus().isUnauthorized();
  }

  @Test
  void a_machine_never_holds_a_sensitive_role() {
    get(
            "/who",
            TestTokens.machine("m", "o", "port-security")
                .at("NLRTM")
                .roles("intel-officer")
                .bearer())
        .expectStatus()
        .isForbidden();
  }

  @Test
  void purpose_and_case_are_needed_of_people() {
    web()
        .get()
        .uri("/who")
        .header("Authorization", officer().bearer())
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("X-Purpose");
  }

  @Test
  void the_same_key_again_gets_the_same_answer_and_acts_once() {
    String key = UUID.randomUUID().toString();
    String first = body(write(key, "{\"name\":\"a\"}").expectStatus().isCreated());
    String second =
        body(
            write(key, "{\"name\":\"a\"}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotent-Replay", "true"));
    assertThat(second).isEqualTo(first);
    write(key, "{\"name\":\"b\"}").expectStatus().isEqualTo(422);
  }

  @Test
  void twenty_at_once_with_one_key_act_once() {
    String key = UUID.randomUUID().toString();
    List<String> answers =
        Flux.fromStream(IntStream.range(0, 20).boxed())
            .flatMap(
                _ ->
                    Mono.fromCallable(() -> body(write(key, "{\"name\":\"z\"}")))
                        .subscribeOn(Schedulers.boundedElastic()),
                20)
            .collectList()
            .block();
    assertThat(answers).hasSize(20);
    assertThat(Set.copyOf(Objects.requireNonNull(answers))).hasSize(1);
    assertThat(count("select count(*) from thing where name = 'z'")).isEqualTo(1);
  }

  @Test
  void a_refused_write_leaves_nothing_and_its_key_stays_free() {
    String key = UUID.randomUUID().toString();
    write(key, "{\"name\":\"refuse\"}").expectStatus().isEqualTo(409);
    assertThat(count("select count(*) from thing where name = 'refuse'")).isZero();
    write(key, "{\"name\":\"mended\"}").expectStatus().isCreated();
  }

  @Test
  void a_write_without_a_key_or_with_an_unknown_field_or_broken_json_is_refused_by_name() {
    write(null, "{\"name\":\"a\"}")
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("/problems/idempotency-key-required");
    write("k1", "{\"name\":\"a\",\"colour\":1}")
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("colour");
    write("k2", "{\"name\":")
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("/problems/malformed-request");
    web()
        .post()
        .uri("/things")
        .header("Authorization", officer().bearer())
        .header("Idempotency-Key", "k3")
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("x")
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void the_audit_row_commits_with_the_act_and_the_service_cannot_change_it() throws SQLException {
    write(UUID.randomUUID().toString(), "{\"name\":\"audited\"}").expectStatus().isCreated();
    assertThat(count("select count(*) from audit_record where what = 'make audited'")).isEqualTo(1);
    write(UUID.randomUUID().toString(), "{\"name\":\"refuse\"}").expectStatus().isEqualTo(409);
    assertThat(count("select count(*) from audit_record where what = 'make refuse'")).isZero();
    try (var connection = database.asService();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("update audit_record set actor = 'x'"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("drop table audit_record"))
          .hasMessageContaining("must be owner");
    }
  }

  @Test
  void every_row_of_an_act_commits_with_it_in_the_order_of_the_act() {
    write(UUID.randomUUID().toString(), "{\"name\":\"twice\"}").expectStatus().isCreated();
    assertThat(
            client
                .sql("select what from audit_record where what like '%twice' order by id")
                .map(row -> Columns.get(row, "what", String.class))
                .all()
                .collectList()
                .block())
        .containsExactly("begin twice", "make twice");
  }

  private long count(String sql) {
    return Objects.requireNonNull(
        client.sql(sql).map(row -> Columns.get(row, "count", Long.class)).one().block());
  }

  private static TestTokens.Builder officer() {
    return TestTokens.person("1", "be-federal-police").at("NLRTM").roles("intel-officer");
  }

  private WebTestClient web() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  private WebTestClient.ResponseSpec get(String path, String authorization) {
    return web()
        .get()
        .uri(path)
        .header("Authorization", authorization)
        .header("X-Purpose", "investigation")
        .header("X-Case", "BE-2026/17")
        .exchange();
  }

  private WebTestClient.ResponseSpec write(@Nullable String key, String json) {
    var request =
        web()
            .post()
            .uri("/things")
            .header("Authorization", officer().bearer())
            .header("X-Purpose", "investigation")
            .header("X-Case", "1")
            .contentType(MediaType.APPLICATION_JSON);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.bodyValue(json).exchange();
  }

  private static String body(WebTestClient.ResponseSpec answer) {
    return new String(
        Objects.requireNonNull(answer.expectBody().returnResult().getResponseBody()),
        StandardCharsets.UTF_8);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({PostgresTestConfiguration.class, TokenTestConfiguration.class, Probe.class})
  static class Application {}

  @RestController
  static class Probe {

    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final DatabaseClient database;

    Probe(Idempotency idempotency, AuditTrail audit, DatabaseClient database) {
      this.idempotency = idempotency;
      this.audit = audit;
      this.database = database;
    }

    record Thing(String name) {}

    @GetMapping("/who")
    @PreAuthorize("hasAuthority('intel-officer')")
    Mono<Map<String, String>> who(@AuthenticationPrincipal Caller caller, Work work) {
      return Mono.just(
          Map.of(
              "actor", caller.actor(),
              "organisation", caller.organisation(),
              "purpose", work.purpose().label()));
    }

    @PostMapping(path = "/things", consumes = "application/json")
    @PreAuthorize("hasAuthority('intel-officer')")
    Mono<ResponseEntity<byte[]>> make(
        @AuthenticationPrincipal Caller caller,
        Work work,
        IdempotencyKey key,
        @RequestBody Thing thing) {
      Mono<ResponseEntity<?>> act =
          (thing.name().equals("twice")
                  ? audit.record(entry(caller, work, "begin twice"))
                  : Mono.<Void>empty())
              .then(audit.record(entry(caller, work, "make " + thing.name())))
              .then(
                  database
                      .sql("insert into thing (name) values (:name)")
                      .bind("name", thing.name())
                      .fetch()
                      .rowsUpdated())
              .map(
                  _ ->
                      thing.name().equals("refuse")
                          ? Problem.of(ProblemType.CONFLICT, "No.").response()
                          : ResponseEntity.status(201)
                              .body(new Thing(UUID.randomUUID() + thing.name())));
      return idempotency.once(caller, key, "make", thing, act);
    }

    private static AuditEntry entry(Caller caller, Work work, String what) {
      return AuditEntry.of(AuditEntry.Act.ALTERATION, caller, work, what, List.of());
    }
  }
}
