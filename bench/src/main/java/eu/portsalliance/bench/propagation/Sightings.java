package eu.portsalliance.bench.propagation;

import eu.portsalliance.local.client.EventStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What one stream has shown: each alert's first moment, and how often it came. */
final class Sightings {
  private record Seen(long first, int times) {
    Seen again() {
      return new Seen(first, times + 1);
    }
  }

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** Takes an event of a stream of alerts or of a ranking. */
  void see(EventStream.Event event) {
    for (String alert : alerts(event.name(), event.json())) {
      seen.merge(alert, new Seen(event.received(), 1), (before, now) -> before.again());
    }
  }

  /** The alerts that an event shows: itself, or those among the parts of a box's score. */
  private static List<String> alerts(String name, JsonNode data) {
    return switch (name) {
      case "alert" -> List.of(data.path("id").asString(""));
      case "entry" ->
          data.path("parts")
              .valueStream()
              .filter(part -> part.path("kind").asString("").equals("alert"))
              .map(part -> part.path("alert").asString(""))
              .toList();
      default -> List.of();
    };
  }

  /** The {@link System#nanoTime()} at which it first came, if it did. */
  OptionalLong first(String alert) {
    Seen found = seen.get(alert);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.first());
  }

  /** How often it came. */
  int times(String alert) {
    Seen found = seen.get(alert);
    return found == null ? 0 : found.times();
  }

  boolean holds(Collection<String> alerts) {
    return seen.keySet().containsAll(alerts);
  }
}
