package eu.portsalliance.local;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import tools.jackson.databind.JsonNode;

/**
 * What the people of one machine's ports say at first start: that they accept the other ports as
 * peers, and the standing releases, so that the ports tell each other of receipts, looks and
 * collisions. Made as anywhere else, over HTTP, by two people of each port who sign in at their
 * agency. What somebody withdrew is not made again before its end.
 */
final class FirstReleases {
  static final List<String> TYPES = List.of("receipt", "look", "collision");
  private static final String PATH = "/api/intel/standing-releases";
  private static final String PEERS = "/api/intel/peers";
  private static final Duration AHEAD = Duration.ofDays(365);
  // a port that came up a moment ago may not know the others yet
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Databases databases;
  private final List<FoundingPort> ports;
  private final AllianceFile file;

  FirstReleases(Databases databases, List<FoundingPort> ports, AllianceFile file) {
    this.databases = databases;
    this.ports = ports;
    this.file = file;
  }

  /** Makes what no port has decided on yet; a port alone has nobody to tell. */
  void make(Executor threads) throws SQLException {
    if (ports.size() < 2) {
      return;
    }
    Map<FoundingPort, Open> open = new EnumMap<>(FoundingPort.class);
    for (FoundingPort port : ports) {
      String service = port.lower() + "_" + Service.INTEL.word();
      open.put(
          port,
          new Open(
              databases.undecidedPeers(service, others(port)),
              !databases.decidedReleases(service, TYPES.size())));
    }
    try {
      CompletableFuture.allOf(
              open.entrySet().stream()
                  .filter(port -> port.getValue().any())
                  .map(
                      port ->
                          CompletableFuture.runAsync(
                              () -> make(port.getKey(), port.getValue()), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Refusal refusal ? refusal : e;
    }
  }

  /**
   * What a port has not decided on.
   *
   * @param peers whom it neither accepted nor took back
   * @param releases whether standing releases are among it
   */
  private record Open(List<String> peers, boolean releases) {

    boolean any() {
      return releases || !peers.isEmpty();
    }
  }

  private void make(FoundingPort port, Open open) {
    Api first = person(port, "intel-analyst");
    Api second = person(port, "intel-officer");
    if (!Waiting.until(
        () ->
            accepted(port, open.peers(), first, second)
                && (!open.releases() || made(port, first, second)),
        LOOK,
        PATIENCE)) {
      throw new Refusal("%s never knew the other ports.".formatted(port.title()));
    }
  }

  private List<String> others(FoundingPort port) {
    return ports.stream().filter(other -> other != port).map(FoundingPort::locode).toList();
  }

  /** A peer that has no key in the directory yet is waited for. */
  private boolean accepted(FoundingPort port, List<String> peers, Api first, Api second) {
    for (String peer : peers) {
      String path = PEERS + "/" + peer + "/acceptance";
      Answer answer = first.post(path, Map.of());
      boolean proposed =
          answer.status() == 200
              ? answer.json().path("state").asString().equals("proposed")
              : answer.json().path("type").asString().endsWith("second-person-required");
      if (proposed) {
        answer = second.post(path, Map.of());
      }
      if (answer.status() == 404 || answer.status() == 409 || answer.status() == 503) {
        return false;
      }
      wanted(port, answer, 200);
    }
    return true;
  }

  private Api person(FoundingPort port, String role) {
    String username =
        Cast.members(ports).stream()
            .filter(member -> member.roles().getOrDefault(port.locode(), List.of()).contains(role))
            .findFirst()
            .orElseThrow()
            .username();
    return Api.bearer(
            file.gateway(port.locode()), Person.accessToken(file, username, port.locode()))
        .working("crime-prevention", "first start");
  }

  private boolean made(FoundingPort port, Api first, Api second) {
    List<JsonNode> all =
        wanted(port, first.get(PATH), 200).json().path("items").valueStream().toList();
    for (String type : TYPES) {
      if (has(all, type, "running") || has(all, type, "withdrawn")) {
        continue;
      }
      Optional<JsonNode> proposed = one(all, type, "proposed");
      if (proposed.isEmpty()) {
        Answer answer = first.post(PATH, proposal(port, type));
        if (answer.status() == 400 || answer.status() == 503) {
          return false;
        }
        proposed = Optional.of(wanted(port, answer, 201).json());
      }
      String id = proposed.get().path("id").asString();
      wanted(port, second.post(PATH + "/" + id + "/approval", Map.of()), 200);
    }
    return true;
  }

  private Map<String, Object> proposal(FoundingPort port, String type) {
    return Map.of(
        "type",
        type,
        "audience",
        others(port),
        "ceiling",
        "AMBER+STRICT",
        "ends",
        now().plus(AHEAD).toString());
  }

  private static boolean has(List<JsonNode> all, String type, String state) {
    return one(all, type, state).isPresent();
  }

  private static Optional<JsonNode> one(List<JsonNode> all, String type, String state) {
    return all.stream()
        .filter(release -> release.path("type").asString().equals(type))
        .filter(release -> release.path("state").asString().equals(state))
        .filter(release -> Instant.parse(release.path("ends").asString()).isAfter(now()))
        .findFirst();
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private static Answer wanted(FoundingPort port, Answer answer, int status) {
    if (answer.status() != status) {
      throw new Refusal(
          "What the people of %s say first was not taken: %d %s"
              .formatted(port.title(), answer.status(), answer.body()));
    }
    return answer;
  }
}
