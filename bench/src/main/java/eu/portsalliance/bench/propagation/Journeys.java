package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.MachineClient;
import eu.portsalliance.local.demo.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rotterdam's port systems say that the boxes have arrived. */
final class Journeys {
  private static final int BOXES_A_MESSAGE = 100;
  private static final int OK = 200;

  private Journeys() {}

  static void post(AllianceFile file, List<String> boxes) {
    MachineClient systems = new MachineClient(file, "pcs-nlrtm");
    for (int from = 0; from < boxes.size(); from += BOXES_A_MESSAGE) {
      List<String> some = boxes.subList(from, Math.min(boxes.size(), from + BOXES_A_MESSAGE));
      Answer answer = systems.api().post("/api/risk/events", message(some));
      boolean kept =
          answer.status() == OK
              && answer
                  .json()
                  .path("results")
                  .valueStream()
                  .allMatch(result -> result.path("status").asString("").equals("accepted"));
      if (!kept) {
        throw new Unmeasurable("Rotterdam did not take the journeys: " + answer);
      }
    }
  }

  private static Map<String, Object> message(List<String> boxes) {
    List<Object> events = new ArrayList<>();
    for (String box : boxes) {
      if (Messages.journey(box, "NLRTM", "RWG").get("events") instanceof List<?> its) {
        events.addAll(its);
      }
    }
    return Map.of("events", events);
  }
}
