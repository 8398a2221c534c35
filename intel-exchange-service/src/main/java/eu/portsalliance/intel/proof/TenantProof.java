package eu.portsalliance.intel.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the passing of a box that does not exist through a tenant, and tries what must be refused.
 * It is told by environment variables where things are, by files in {@code PROOF_SECRETS} who it
 * is; it prints a sentence for each proof and ends with 0 when all hold.
 */
public final class TenantProof {
  /** The command line's word for it; {@code tenant} or {@code stranger} follows. */
  public static final String OPTION = "--alliance.proof=";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CONNECT_MILLIS = 3_000;

  /** Policies of a new pod take a moment, and so does a service that has just started. */
  private static final int TRIES = 20;

  private final PrintStream out;
  private final Map<String, String> told;
  private final Duration pause;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private boolean holds = true;

  private final Reach reach;

  public TenantProof(PrintStream out, Map<String, String> told) {
    this(out, told, Duration.ofSeconds(3), TenantProof::connect);
  }

  TenantProof(PrintStream out, Map<String, String> told, Duration pause, Reach reach) {
    this.out = out;
    this.told = told;
    this.pause = pause;
    this.reach = reach;
  }

  /** How a place is knocked at. */
  @FunctionalInterface
  interface Reach {
    void connect(InetSocketAddress place) throws IOException;
  }

  /** One thing that must be so. */
  private interface Proof {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Runs the proofs of one kind; 0 means that all hold. */
  public int run(String kind) {
    switch (kind) {
      case "tenant" -> tenant();
      case "stranger" -> stranger();
      default -> prove("there is a proof named " + kind, () -> false);
    }
    return holds ? 0 : 1;
  }

  private void tenant() {
    prove(
        "a port call of a box that does not exist passes gateway and risk service",
        () -> passed(events(token("client"))));
    prove("nobody is let in without a token", () -> refused(events("")));
    prove(
        "a token of the same issuer that is not for this port is refused",
        () -> refused(events(tokenForNoPort())));
    anotherPort();
    BlockingRoles intel = new BlockingRoles(told("PROOF_DATABASE"));
    prove(
        "the risk service's role is refused by the exchange's database",
        () -> intel.refuses(secret("risk.username"), secret("risk.password")));
    prove(
        "the exchange's own role cannot alter its schema",
        () -> intel.cannotAlter(secret("intel.username"), secret("intel.password")));
  }

  /** What was not tried is no proof: whoever does without it says so. */
  private void anotherPort() {
    if (has("stranger-id")) {
      prove("a token of another port is refused", () -> refused(events(token("stranger"))));
      return;
    }
    boolean without = "true".equals(told.get("PROOF_WITHOUT_ANOTHER_PORT"));
    holds &= without;
    out.println(
        "NOT TRIED: a token of another port (no stranger-id and stranger-secret; "
            + (without ? "the values do without)" : "tests.withoutAnotherPort does without)"));
  }

  /** A place that is not reached proves nothing while this pod may reach nobody at all. */
  private void stranger() {
    String open = told("PROOF_OPEN");
    prove(
        open + " is reached from here, so that not to reach others means something",
        () -> !shut(open));
    if (holds) {
      for (String place : told("PROOF_SHUT").split(" ", -1)) {
        prove(place + " is not reached from another namespace", () -> shut(place));
      }
    }
  }

  private void prove(String sentence, Proof proof) {
    String last = "it is not so";
    for (int i = 0; i < TRIES; i++) {
      try {
        if (proof.holds()) {
          out.println("holds: " + sentence);
          return;
        }
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        break;
      } catch (IOException | RuntimeException failure) {
        last = failure.getClass().getSimpleName() + ": " + failure.getMessage();
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    holds = false;
    out.println("DOES NOT HOLD: " + sentence + " (" + last + ")");
  }

  private HttpResponse<String> events(String token) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(told("PROOF_GATEWAY") + "/api/risk/events"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(portCall(token)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Always the same event, so that only the first run adds one; its box left the port long ago. */
  private String portCall(String token) {
    String locode = told("PROOF_LOCODE");
    return JSON.writeValueAsString(
        Map.of(
            "events",
            List.of(
                Map.of(
                    "eventID",
                        UUID.nameUUIDFromBytes(locode.getBytes(StandardCharsets.UTF_8)).toString(),
                    "eventDateTime", "2026-01-01T00:00:00Z",
                    "eventUpdatedDateTime", "2026-01-01T00:00:00Z",
                    "eventClassification",
                        Map.of(
                            "eventTypeCode", "EQUIPMENT",
                            "eventClassifierCode", "ACT",
                            "equipmentEventTypeCode", "GTOT"),
                    "eventLocation",
                        Map.of(
                            "UNLocationCode",
                            locode,
                            "facility",
                            Map.of(
                                "facilityCode",
                                facility(token),
                                "facilityCodeListProvider",
                                "SMDG")),
                    "equipmentDetails",
                        Map.of(
                            "equipmentReference", "ZZZU0000005",
                            "ISOEquipmentCode", "22G1",
                            "emptyIndicatorCode", "EMPTY")))));
  }

  /** The first terminal for which the client may speak; a token is read here, not trusted. */
  private static String facility(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return "NONE";
    }
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    return claims.path("facilities").path(0).asString("NONE");
  }

  private static boolean passed(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the gateway answered " + answer.statusCode());
    }
    String status = JSON.readTree(answer.body()).at("/results/0/status").asString("");
    if (!status.equals("accepted") && !status.equals("duplicate")) {
      throw new IllegalStateException(
          "the event was " + status + "; the client has to name a terminal of the port");
    }
    return true;
  }

  private static boolean refused(HttpResponse<String> answer) {
    return answer.statusCode() == 401 || answer.statusCode() == 403;
  }

  private String token(String who) throws IOException, InterruptedException {
    return issued(who, "").path("access_token").asString();
  }

  /**
   * The client's own ID token: signed with the same key, in time, and for the client itself (OpenID
   * Connect Core 1.0, section 2, {@code aud}); so nobody has to lend the secret of another port.
   */
  private String tokenForNoPort() throws IOException, InterruptedException {
    JsonNode token = issued("client", "&scope=openid").path("id_token");
    if (!token.isString()) {
      throw new IllegalStateException("the issuer gave no ID token");
    }
    return token.asString();
  }

  private JsonNode issued(String who, String more) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s%s"
            .formatted(encoded(secret(who + "-id")), encoded(secret(who + "-secret")), more);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(told("PROOF_ISSUER") + "/protocol/openid-connect/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the issuer answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  /**
   * Some policies answer nothing, some refuse, some say that there is no way; a name that is not
   * found proves nothing.
   */
  private boolean shut(String place) throws IOException {
    int colon = place.lastIndexOf(':');
    InetAddress address = InetAddress.getByName(place.substring(0, colon));
    int port = Integer.parseInt(place.substring(colon + 1));
    try {
      reach.connect(new InetSocketAddress(address, port));
      return false;
    } catch (SocketTimeoutException | ConnectException | NoRouteToHostException refusal) {
      return true;
    }
  }

  private static void connect(InetSocketAddress place) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(place, CONNECT_MILLIS);
    }
  }

  private String told(String name) {
    String value = told.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private boolean has(String name) {
    return Files.exists(Path.of(told("PROOF_SECRETS"), name));
  }

  private String secret(String name) throws IOException {
    return Files.readString(Path.of(told("PROOF_SECRETS"), name)).strip();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
