package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.AuditEntry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Flux;

/** What auditors see, and that they are seen. */
class ReadingTest extends ProbeTest {

  @Test
  void a_refusal_of_somebody_known_is_recorded_without_what_they_sent() {
    String id = "indicator--00000000-0000-4000-8000-00000000000a";
    get("/api/probe/things/" + id, "intel-reader").expectStatus().isNotFound();
    get("/api/probe/things/MSKU1234565", "intel-reader").expectStatus().isNotFound();
    get("/api/probe/audit/records", "intel-reader").expectStatus().isForbidden();
    assertThat(
            database.rows(
                "select what || ' ' || ids::text || ' ' || purpose from audit_record where what like 'refused%'"))
        .containsOnlyOnce(
            "refused, not found: GET /api/probe/things/{id} {" + trail.hash(id) + "} audit",
            "refused, not found: GET /api/probe/things/{id} {} audit")
        .contains("refused, forbidden: GET /api/probe/audit/records {} audit");
  }

  @Test
  void the_log_is_given_in_pages_that_fit_and_ends_with_an_empty_one() {
    Flux.range(0, 6)
        .concatMap(i -> trail.record(entry("x".repeat(900_000) + i)))
        .then()
        .block(Duration.ofSeconds(30));
    round();
    long from = 0;
    long pages = 0;
    long count = size();
    while (from < count) {
      String page =
          get("/api/probe/audit/log?from=" + from, "auditor")
              .expectStatus()
              .isOk()
              .expectBody(String.class)
              .returnResult()
              .getResponseBody();
      from += Objects.requireNonNull(page).lines().count();
      pages++;
    }
    assertThat(pages).isGreaterThan(1);
    get("/api/probe/audit/log?from=" + (count + 100_000), "auditor")
        .expectBody(String.class)
        .isEqualTo(null);
  }

  @Test
  void a_container_number_never_stands_in_the_record_whatever_it_was_asked_as() {
    get("/api/probe/audit/records?object=msku-123456-5", "auditor").expectStatus().isOk();
    get("/api/probe/audit/records?object=a&actor=b", "auditor").expectStatus().isBadRequest();
    assertThat(
            database.rows(
                "select left(ids::text, 80) from audit_record where ids::text ilike '%123456%'"))
        .isEmpty();
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
  void a_report_that_does_not_fit_says_where_it_goes_on() {
    asOwner(
        """
        insert into audit_record (act, actor, organisation, purpose, case_number, what, ids, recipient)
        select 'CONSULTATION', 'a', 'o', '', '', 'row ' || n, '{long}', '' from generate_series(1, 10001) n
        """);
    while (unsealed() > 0) {
      round();
    }
    EntityExchangeResult<String> first = report("");
    String next = Objects.requireNonNull(first.getResponseHeaders().getFirst("X-Next-Before"));
    EntityExchangeResult<String> rest = report("&before=" + next);
    assertThat(rest.getResponseHeaders().containsHeader("X-Next-Before")).isFalse();
    assertThat(
            Stream.of(first, rest)
                .flatMap(part -> Objects.requireNonNull(part.getResponseBody()).lines().skip(1)))
        .hasSize(10_001)
        .doesNotHaveDuplicates();
  }

  private EntityExchangeResult<String> report(String more) {
    return get("/api/probe/audit/report?object=long" + more, "auditor")
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult();
  }

  @Test
  void an_auditor_finds_who_tried_an_object_that_they_may_not_see() {
    String id = "indicator--00000000-0000-4000-8000-00000000000b";
    get("/api/probe/things/" + id, "intel-reader").expectStatus().isNotFound();
    trail.record(entry(id)).block();
    round();
    get("/api/probe/audit/records?object=" + id, "auditor")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(2)
        .jsonPath("$.items[?(@.entry.what =~ /refused, not found.*/)]")
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=%2B1000000000-12-31T23:59:59Z",
        "until=-1000000000-01-01T00:00:00Z",
        "object=x%00y",
        "actor=x%0Dy",
        "box=%00"
      })
  void what_no_database_can_hold_is_refused_by_the_name_of_its_field(String asked) {
    for (String what : List.of("records", "report")) {
      get("/api/probe/audit/" + what + "?" + asked, "auditor")
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].field")
          .isEqualTo(asked.substring(0, asked.indexOf('=')));
    }
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
}
