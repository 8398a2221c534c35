package eu.portsalliance.risk.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service over HTTP, and holds every answer against openapi.yaml. */
public final class RiskClient {
  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int port;

  public RiskClient(int port) {
    this.port = port;
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(body());
    }

    /** The last segment of the problem's type. */
    public String problem() {
      return json().path("type").asString("").replace("/problems/", "");
    }

    /** A field of each event's result. */
    public List<String> results(String field) {
      return json().path("results").valueStream().map(r -> r.path(field).asString()).toList();
    }
  }

  /** Reads for a purpose and a case. */
  public Answer read(String bearer, String path) {
    return get(path, "Authorization", bearer, "X-Purpose", "customs-control", "X-Case", "C-1");
  }

  public Answer get(String path, String... headers) {
    return checked(path, request(path, headers).GET().build());
  }

  /** Posts a message of events under a new key. */
  public Answer events(String bearer, String message) {
    return events(bearer, message, UUID.randomUUID().toString());
  }

  public Answer events(String bearer, String message, String key) {
    return post("application/json", message, "Authorization", bearer, "Idempotency-Key", key);
  }

  public Answer post(String contentType, String body, String... headers) {
    HttpRequest.Builder request =
        request("/api/risk/events", headers).POST(HttpRequest.BodyPublishers.ofString(body));
    return checked("/api/risk/events", request.header("Content-Type", contentType).build());
  }

  /** Reads what the contract does not describe. */
  public Answer outsideContract(String path) {
    return send(request(path).GET().build());
  }

  /** Opens a stream; the caller closes it. */
  public HttpResponse<InputStream> open(String bearer) throws IOException, InterruptedException {
    return HTTP.send(
        request(
                "/api/risk/ranking/stream",
                "Authorization",
                bearer,
                "X-Purpose",
                "customs-control",
                "X-Case",
                "C-1")
            .GET()
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer checked(String path, HttpRequest request) {
    Answer answer = send(request);
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    answer
        .response()
        .headers()
        .map()
        .forEach((name, values) -> response.withHeader(name.toLowerCase(Locale.ROOT), values));
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    ValidationReport report =
        CONTRACT.validateResponse(
            URI.create(path).getPath(), Request.Method.valueOf(request.method()), response.build());
    if (report.hasErrors()) {
      throw new AssertionError(SimpleValidationReportFormat.getInstance().apply(report));
    }
    return answer;
  }

  private static Answer send(HttpRequest request) {
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
