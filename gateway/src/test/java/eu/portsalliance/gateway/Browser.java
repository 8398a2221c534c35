package eu.portsalliance.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser as far as cookies go; it follows no redirect by itself. */
final class Browser {

  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  final Map<String, String> cookies = new ConcurrentHashMap<>();
  private final String base;

  Browser(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Signs in through an agency; returns where the gateway sends the browser in the end. */
  String signIn(StubIssuer issuer, String start) {
    HttpResponse<String> choice = get(start);
    String to = location(choice);
    return location(get(issuer.agree(URI.create(to)).toString()));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        withCsrf(request(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(15));
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  HttpRequest.Builder withCsrf(HttpRequest.Builder request) {
    String token = csrf();
    return token == null ? request : request.header("X-XSRF-TOKEN", token);
  }

  @Nullable String csrf() {
    return cookies.get("XSRF-TOKEN-nlrtm");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return keep(exchange(request, HttpResponse.BodyHandlers.ofString()));
  }

  CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(HttpRequest.Builder request) {
    return exchange(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private static <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private <T> HttpResponse<T> keep(HttpResponse<T> response) {
    for (String line : response.headers().allValues("Set-Cookie")) {
      HttpCookie cookie = HttpCookie.parse(line).getFirst();
      if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
    return response;
  }

  static String location(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError("no redirect: " + response.statusCode()));
  }

  static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("none");
  }
}
