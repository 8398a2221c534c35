package eu.portsalliance.registry.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service over HTTP, and holds every answer against openapi.yaml. */
public final class RegistryClient {

  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int port;

  RegistryClient(int port) {
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

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      return JSON.readTree(body());
    }

    /** The last segment of the problem's type. */
    public String problem() {
      return json().path("type").asString("").replace("/problems/", "");
    }
  }

  /**
   * Reads.
   *
   * @param headers names and values in turn
   */
  public Answer get(String pathAndQuery, String... headers) {
    return checked(pathAndQuery, request(pathAndQuery, headers).GET().build());
  }

  public Answer post(String path, String contentType, String body, String... headers) {
    HttpRequest.Builder request =
        request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body));
    return checked(path, request.header("Content-Type", contentType).build());
  }

  /** Sends what the contract does not describe, such as another method. */
  public Answer outsideContract(String method, String path, String... headers) {
    return send(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String pathAndQuery, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer checked(String pathAndQuery, HttpRequest request) {
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
            URI.create(pathAndQuery).getPath(),
            Request.Method.valueOf(request.method()),
            response.build());
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
