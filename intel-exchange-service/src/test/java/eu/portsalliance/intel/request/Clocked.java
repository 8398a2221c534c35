package eu.portsalliance.intel.request;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.TestPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What tests of requests ask: what is listed, what a round of the clocks does, who was told. */
final class Clocked {

  private Clocked() {}

  static Optional<JsonNode> listed(Api who, String direction, String id) {
    return who.get("/api/intel/requests?direction=" + direction)
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("id").asString().equals(id))
        .findFirst();
  }

  static void round(TestPort port, Instant at) {
    port.bean(RequestClocks.class).round(at).block(Duration.ofSeconds(10));
  }

  static List<String> notices(TestPort port, String id) {
    return port.rows(
        "select organisation || ' ' || kind from duty_notice where about = '" + id + "'");
  }
}
