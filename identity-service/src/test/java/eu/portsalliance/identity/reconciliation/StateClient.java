package eu.portsalliance.identity.reconciliation;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the state over HTTP, and holds every answer against openapi.yaml. */
final class StateClient {

  private static final OpenApiInteractionValidator CONTRACT =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PATH = "/api/identity/state";

  private final String base;

  StateClient(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  record Answer(int status, String body) {

    JsonNode json() {
      return new JsonMapper().readTree(body);
    }

    String text(String field) {
      return json().path(field).asString("");
    }
  }

  Answer state(String authorization) {
    HttpResponse<String> response = get(PATH, authorization);
    ValidationReport report =
        CONTRACT.validateResponse(
            PATH,
            Request.Method.GET,
            SimpleResponse.Builder.status(response.statusCode())
                .withContentType(response.headers().firstValue("content-type").orElse(""))
                .withBody(response.body())
                .build());
    if (report.hasErrors()) {
      throw new AssertionError(SimpleValidationReportFormat.getInstance().apply(report));
    }
    return new Answer(response.statusCode(), response.body());
  }

  int status(String path) {
    return get(path, "").statusCode();
  }

  private HttpResponse<String> get(String path, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).GET();
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
