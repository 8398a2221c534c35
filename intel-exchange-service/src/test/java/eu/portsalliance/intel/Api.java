package eu.portsalliance.intel;

import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ContentDisposition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls a port as somebody, and holds every answer against openapi.yaml. */
public final class Api {

  public static final JsonMapper JSON = JsonMapper.builder().build();
  public static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final TestPort port;
  private final Supplier<String> authorization;

  private Api(TestPort port, Supplier<String> authorization) {
    this.port = port;
    this.authorization = authorization;
  }

  /** What came back. */
  public record Answer(int status, JsonNode json, HttpResponse<String> raw) {

    public String text(String pointer) {
      return json.at(pointer).asString();
    }
  }

  /** A person of an organisation with roles at this port; their token is never an old one. */
  public static Api person(TestPort port, String name, String organisation, String... roles) {
    return new Api(
        port, () -> TestTokens.person(name, organisation).at(port.locode).roles(roles).bearer());
  }

  public static Api bearer(TestPort port, String authorization) {
    return new Api(port, () -> authorization);
  }

  public String authorization() {
    return authorization.get();
  }

  public Answer draft(String body) {
    return draft(body, UUID.randomUUID().toString());
  }

  public Answer draft(String body, String key) {
    return post("/api/intel/alerts", body, key);
  }

  public Answer release(String id, int version) {
    return release(id, "{\"version\":" + version + "}");
  }

  public Answer release(String id, String body) {
    return post("/api/intel/alerts/" + id + "/release", body, UUID.randomUUID().toString());
  }

  public Answer post(String path, String body, String key) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Writes on an alert; the body is a draft, the version goes into it. */
  public Answer edit(String id, int version, String draft) {
    var body = (ObjectNode) JSON.readTree(draft);
    body.put("version", version);
    return send(
        request("/api/intel/alerts/" + id)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /** An act on an alert, for example {@code review}. */
  public Answer act(String id, String act, String body) {
    return post("/api/intel/alerts/" + id + "/" + act, body, UUID.randomUUID().toString());
  }

  public Answer delete(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method("DELETE", HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Attaches a file to a draft. */
  public Answer attach(String id, int version, String type, String name, byte[] file) {
    return attach(id, version, type, name, file, UUID.randomUUID().toString());
  }

  public Answer attach(String id, int version, String type, String name, byte[] file, String key) {
    return send(
        request("/api/intel/alerts/" + id + "/attachments?version=" + version)
            .header("Content-Type", type)
            .header(
                "Content-Disposition",
                ContentDisposition.attachment()
                    .filename(name, StandardCharsets.UTF_8)
                    .build()
                    .toString())
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
  }

  /** A file of an alert, byte for byte, to keep. */
  public HttpResponse<byte[]> attachment(String id, String sha256) {
    return bytes("/api/intel/alerts/" + id + "/attachments/" + sha256);
  }

  /** A file of an alert, byte for byte, to look at. */
  public HttpResponse<byte[]> view(String id, String sha256) {
    return bytes("/api/intel/alerts/" + id + "/attachments/" + sha256 + "/view");
  }

  private HttpResponse<byte[]> bytes(String path) {
    HttpRequest request = request(path).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Another purpose than that of an investigation. */
  public Answer getFor(String purpose, String path) {
    return send(request(path).setHeader("X-Purpose", purpose).GET());
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Whether an alert is there for the caller. */
  public boolean sees(String id) {
    return get("/api/intel/alerts/" + id).status() == 200;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(port.address + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", authorization.get())
        .header("X-Purpose", "investigation")
        .header("X-Case", "2026/17");
  }

  public static Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      ContractClient.hold(request, response);
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
      return new Answer(response.statusCode(), json, response);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
