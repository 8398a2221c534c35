package eu.portsalliance.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls one server as one caller. Every write carries a fresh Idempotency-Key unless the caller
 * gives one.
 */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final String base;
  private final Credentials credentials;
  private final Map<String, String> headers;

  /** How a caller proves who it is. */
  interface Credentials {
    /** The headers for a request with that method. */
    Map<String, String> headers(String method);

    /** Sees every answer, for cookies. */
    default void answered(HttpResponse<?> response) {}
  }

  Api(String base, Credentials credentials, Map<String, String> headers) {
    this.base = base;
    this.credentials = credentials;
    this.headers = headers;
  }

  /** Calls that carry this Bearer token; an empty one calls as nobody. */
  public static Api bearer(String base, String token) {
    Map<String, String> authorization =
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    return new Api(base, method -> authorization, Map.of());
  }

  /** The same with a token that is asked for anew at each call. */
  public static Api bearer(String base, Supplier<String> token) {
    return new Api(base, method -> Map.of("Authorization", "Bearer " + token.get()), Map.of());
  }

  /** The same caller with one more header on each call. */
  public Api with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Api(base, credentials, Map.copyOf(more));
  }

  /** The same caller at work: what people say with each read or write of intelligence. */
  public Api working(String purpose, String caseNumber) {
    return with("X-Purpose", purpose).with("X-Case", caseNumber);
  }

  /** The same caller at another server. */
  public Api at(String otherBase) {
    return new Api(otherBase, credentials, headers);
  }

  public Answer get(String path) {
    return send("GET", path, null, null, Map.of());
  }

  /** Posts an object as JSON. */
  public Answer post(String path, Object body) {
    return post(path, body, UUID.randomUUID().toString());
  }

  /** Posts an object as JSON under a given Idempotency-Key. */
  public Answer post(String path, Object body, String idempotencyKey) {
    return write("POST", path, body, idempotencyKey);
  }

  /** Sends an object as JSON with whatever method. */
  public Answer write(String method, String path, Object body) {
    return write(method, path, body, UUID.randomUUID().toString());
  }

  /** Sends an object as JSON with whatever method, under a given Idempotency-Key. */
  public Answer write(String method, String path, Object body, String idempotencyKey) {
    return send(
        method,
        path,
        "application/json",
        JSON.writeValueAsString(body),
        Map.of("Idempotency-Key", idempotencyKey));
  }

  /** Posts a file under a name (RFC 6266, in UTF-8). */
  public Answer upload(String path, String type, String name, byte[] file) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return sent(
        "POST",
        path,
        type,
        HttpRequest.BodyPublishers.ofByteArray(file),
        Map.of(
            "Idempotency-Key",
            UUID.randomUUID().toString(),
            "Content-Disposition",
            "attachment; filename*=UTF-8''" + encoded));
  }

  /** Sends exactly these words: for requests that are wrong on purpose. */
  public Answer send(
      String method,
      String path,
      @Nullable String contentType,
      @Nullable String body,
      Map<String, String> more) {
    return sent(
        method,
        path,
        contentType,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body),
        more);
  }

  private Answer sent(
      String method,
      String path,
      @Nullable String contentType,
      HttpRequest.BodyPublisher body,
      Map<String, String> more) {
    HttpRequest.Builder request = request(method, path, more).timeout(PATIENCE);
    if (contentType != null) {
      request.setHeader("Content-Type", contentType);
    }
    request.method(method, body);
    long start = System.nanoTime();
    HttpResponse<String> response =
        exchange(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    credentials.answered(response);
    return new Answer(
        response.statusCode(),
        response.headers(),
        response.body(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Opens a stream of server-sent events that comes back by itself after a cut. */
  public EventStream stream(String path) {
    return EventStream.open(
        cursor -> {
          Map<String, String> more = new LinkedHashMap<>();
          more.put("Accept", "text/event-stream");
          if (!cursor.isEmpty()) {
            more.put("Last-Event-ID", cursor);
          }
          return exchange(
              request("GET", path, more).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        });
  }

  private HttpRequest.Builder request(String method, String path, Map<String, String> more) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::setHeader);
    credentials.headers(method).forEach(request::setHeader);
    more.forEach(request::setHeader);
    return request;
  }

  static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
