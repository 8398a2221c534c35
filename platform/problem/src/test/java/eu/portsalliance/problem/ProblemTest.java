package eu.portsalliance.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ProblemTest {

  private static final Path PAGES = Path.of("../../docs/problems");

  @Test
  void every_type_has_a_page_and_every_page_a_type() throws IOException {
    List<String> types =
        Arrays.stream(ProblemType.values()).map(ProblemType::slug).sorted().toList();
    try (var files = Files.list(PAGES)) {
      List<String> pages =
          files.map(f -> f.getFileName().toString().replace(".md", "")).sorted().toList();
      assertThat(pages).isEqualTo(types);
    }
  }

  @Test
  void each_page_names_its_type_its_title_and_its_status() throws IOException {
    for (ProblemType type : ProblemType.values()) {
      assertThat(Files.readString(PAGES.resolve(type.slug() + ".md")))
          .startsWith("# " + type.title())
          .contains("`" + type.uri() + "` · status " + type.status());
    }
  }

  @Test
  void the_document_has_the_members_of_rfc_9457() {
    String json =
        JsonMapper.builder().build().writeValueAsString(Problem.field("tlp", "is no label").body());
    assertThat(json)
        .isEqualTo(
            """
            {"type":"/problems/invalid-field","title":"A field of the request is not valid",\
            "status":400,"detail":"Mend: tlp.","errors":[{"field":"tlp","detail":"is no label"}]}""");
  }

  @Test
  void a_failure_of_ours_says_nothing_of_itself() {
    Problem problem = ProblemMapping.of(new IllegalStateException("select * from secret"));
    assertThat(problem.type()).isEqualTo(ProblemType.INTERNAL_ERROR);
    assertThat(problem.detail()).doesNotContain("select");
  }

  @Test
  void an_unknown_field_is_named_by_its_path() {
    record Inner(int a) {}
    record Outer(List<Inner> items) {}
    JsonMapper json =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    Throwable failure =
        catchThrowable(
            () -> json.readValue("{\"items\":[{\"a\":1},{\"a\":1,\"b\":2}]}", Outer.class));
    Problem problem =
        ProblemMapping.of(new ServerWebInputException("Failed to read", null, failure));
    assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("items[1].b");
  }

  @Test
  void json_that_breaks_off_inside_a_value_is_malformed_and_not_a_wrong_field() {
    record Named(String name) {}
    Throwable failure =
        catchThrowable(() -> JsonMapper.builder().build().readValue("{\"name\":\"a", Named.class));
    Problem problem =
        ProblemMapping.of(new ServerWebInputException("Failed to read", null, failure));
    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
  }

  @Test
  void a_status_keeps_its_meaning() {
    assertThat(ProblemMapping.of(new ResponseStatusException(HttpStatus.NOT_FOUND)).type())
        .isEqualTo(ProblemType.NOT_FOUND);
    assertThat(ProblemMapping.of(new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT)).type())
        .isEqualTo(ProblemType.SERVICE_UNAVAILABLE);
  }

  @Test
  void a_problem_is_written_as_problem_json() {
    MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/x"));
    ProblemResponses.write(exchange, Problem.of(ProblemType.FORBIDDEN, "No.")).block();
    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(exchange.getResponse().getHeaders().getContentType())
        .hasToString("application/problem+json");
  }

  @Test
  void a_method_that_is_not_offered_is_answered_with_those_that_are() {
    MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.delete("/x"));
    new ProblemExceptionHandler()
        .handle(
            exchange,
            new MethodNotAllowedException(
                HttpMethod.DELETE, List.of(HttpMethod.POST, HttpMethod.GET)))
        .block();
    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
    assertThat(exchange.getResponse().getHeaders().getAllow())
        .containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.POST);
    assertThat(exchange.getResponse().getBodyAsString().block())
        .contains("\"detail\":\"Offered: GET, POST.\"");
  }

  @Test
  void what_repeats_is_said_once_in_ten_seconds_with_how_often_it_was() {
    Instant[] now = {Instant.parse("2026-11-23T10:00:00Z")};
    var seldom = new Seldom(() -> now[0]);
    assertThat(seldom.due("a")).hasValue(1);
    assertThat(seldom.due("a")).isEmpty();
    assertThat(seldom.due("b")).hasValue(1);
    now[0] = now[0].plusSeconds(9);
    assertThat(seldom.due("a")).isEmpty();
    now[0] = now[0].plusSeconds(1);
    assertThat(seldom.due("a")).hasValue(3);
    assertThat(seldom.due("a")).isEmpty();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_failure_of_ours_is_logged_once_in_a_while_and_a_caller_who_went_away_never(
      CapturedOutput log) {
    var handler = new ProblemExceptionHandler();
    var failure = new IllegalStateException("not to be written");
    for (Throwable one : List.of(failure, failure, new IOException("Broken pipe"))) {
      handler.handle(MockServerWebExchange.from(MockServerHttpRequest.get("/x")), one).block();
    }
    assertThat(log.getAll())
        .containsOnlyOnce("GET failed")
        .contains("IllegalStateException")
        .doesNotContain("not to be written", "IOException");
  }
}
