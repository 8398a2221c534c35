package eu.portsalliance.testkit;

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

/** Calls a service over HTTP, and holds every answer against the openapi.yaml on the class path. */
public final class ContractClient {

  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String base;

  /** For the service that listens on this port of the loopback. */
  public ContractClient(int port) {
    this.base = "http://127.0.0.1:" + port;
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

    /** A field of the document, empty when it is not there. */
    public String text(String field) {
      return json().path(field).asString("");
    }

    /** The last segment of the problem's type. */
    public String problem() {
      return text("type").replace("/problems/", "");
    }
  }

  /**
   * Reads.
   *
   * @param headers names and values in turn
   */
  public Answer get(String pathAndQuery, String... headers) {
    return checked(request(pathAndQuery, headers).GET().build());
  }

  public Answer post(String path, String contentType, String body, String... headers) {
    return checked(
        request(path, headers)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends what the contract does not describe, such as another method. */
  public Answer outsideContract(String method, String path, String... headers) {
    return send(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  /** A request to go on with. */
  public HttpRequest.Builder request(String pathAndQuery, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /**
   * Holds an answer against the contract.
   *
   * @throws AssertionError saying what the contract does not describe
   */
  public static void hold(HttpRequest request, HttpResponse<String> response) {
    SimpleResponse.Builder answer = SimpleResponse.Builder.status(response.statusCode());
    response
        .headers()
        .map()
        .forEach((name, values) -> answer.withHeader(name.toLowerCase(Locale.ROOT), values));
    if (!response.body().isEmpty()) {
      answer.withBody(response.body());
    }
    ValidationReport report =
        CONTRACT.validateResponse(
            request.uri().getPath(), Request.Method.valueOf(request.method()), answer.build());
    if (report.hasErrors()) {
      throw new AssertionError(
          "%s %s answered %d %s%n%s"
              .formatted(
                  request.method(),
                  request.uri(),
                  response.statusCode(),
                  response.body(),
                  SimpleValidationReportFormat.getInstance().apply(report)));
    }
  }

  private static Answer checked(HttpRequest request) {
    Answer answer = send(request);
    hold(request, answer.response());
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
