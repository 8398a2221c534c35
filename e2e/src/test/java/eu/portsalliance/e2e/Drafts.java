package eu.portsalliance.e2e;

import eu.portsalliance.local.demo.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Drafts as the demonstration sends them, under several titles. They end soon, so that the tests of
 * a day do not fill the rankings of an alliance that is kept between runs.
 */
final class Drafts {
  static final Duration LIFE = Duration.ofMinutes(20);

  /** As people write them, since what tests leave behind is looked at too. */
  private static final List<String> TITLES =
      List.of(
          "Reefer from Guayaquil, load suspected behind the panel of its unit",
          "Rip-off load suspected behind the doors, look at seal and bolts",
          "Collection announced under a stolen release code",
          "Scrap metal from Santos, weights do not agree with the papers",
          "Empty box asked for by name by somebody without an order",
          "Fruit pulp in drums, shipper seen with two earlier finds");

  private Drafts() {}

  /** The authorities of a port. */
  static Map<String, String> port(String locode) {
    return Map.of("port", locode);
  }

  static Map<String, String> organisation(String id) {
    return Map.of("organisation", id);
  }

  /** A draft that asks for a control of one box. */
  static Map<String, Object> of(String container, String tlp, List<Map<String, String>> audience) {
    Map<String, Object> draft = new LinkedHashMap<>(Messages.alert(container, tlp, audience));
    draft.put("title", TITLES.get(ThreadLocalRandom.current().nextInt(TITLES.size())));
    draft.put("validUntil", Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS).toString());
    return draft;
  }

  /** The same draft with one field changed or added. */
  static Map<String, Object> with(Map<String, Object> draft, String field, Object value) {
    Map<String, Object> other = new LinkedHashMap<>(draft);
    other.put(field, value);
    return other;
  }

  static Map<String, Object> without(Map<String, Object> draft, String field) {
    Map<String, Object> other = new LinkedHashMap<>(draft);
    other.remove(field);
    return other;
  }
}
