package eu.portsalliance.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the supervisor of an instance to act. */
final class ControlClient {
  private static final int NOT_FOUND = 404;
  private static final int REFUSED = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port;
  private final String secret;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  ControlClient(int port, String secret) {
    this.port = port;
    this.secret = secret;
  }

  void down() throws IOException {
    post("/down");
  }

  void stop(String part) throws IOException {
    part(part, "stop");
  }

  void start(String part) throws IOException {
    part(part, "start");
  }

  private void part(String part, String act) throws IOException {
    int status = post("/parts/" + part + "/" + act);
    if (status == NOT_FOUND) {
      throw new Refusal("There is no part '" + part + "': ./alliance status lists them.");
    }
    if (status >= REFUSED) {
      throw new IOException("The supervisor refused to " + act + " " + part + ": " + status);
    }
  }

  private int post(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + secret)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
