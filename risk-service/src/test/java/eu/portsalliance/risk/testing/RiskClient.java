package eu.portsalliance.risk.testing;

import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.ContractClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.UUID;

/** Calls the service as its clients do. */
public final class RiskClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String EVENTS = "/api/risk/events";

  private final ContractClient http;

  public RiskClient(int port) {
    this.http = new ContractClient(port);
  }

  /** Reads for a purpose and a case. */
  public Answer read(String bearer, String path) {
    return get(path, working(bearer));
  }

  /** Reads for another purpose than the usual. */
  public Answer readFor(String purpose, String bearer, String path) {
    return get(path, "Authorization", bearer, "X-Purpose", purpose, "X-Case", "C-1");
  }

  public Answer get(String path, String... headers) {
    return http.get(path, headers);
  }

  /** Posts a message of events under a new key. */
  public Answer events(String bearer, String message) {
    return events(bearer, message, UUID.randomUUID().toString());
  }

  public Answer events(String bearer, String message, String key) {
    return post("application/json", message, "Authorization", bearer, "Idempotency-Key", key);
  }

  public Answer post(String contentType, String body, String... headers) {
    return http.post(EVENTS, contentType, body, headers);
  }

  /** Reads what the contract does not describe. */
  public Answer outsideContract(String path) {
    return http.outsideContract("GET", path);
  }

  /** Opens a stream; the caller closes it. */
  public HttpResponse<InputStream> open(String bearer) throws IOException, InterruptedException {
    return HTTP.send(
        http.request("/api/risk/ranking/stream", working(bearer)).GET().build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String[] working(String bearer) {
    return new String[] {"Authorization", bearer, "X-Purpose", "customs-control", "X-Case", "C-1"};
  }
}
