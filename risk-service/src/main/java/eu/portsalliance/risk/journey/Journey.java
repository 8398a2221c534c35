package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.event.EquipmentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One trip of a box through this port, as {@link JourneyFold} makes it.
 *
 * @param state where in the trip the box is
 * @param opened time of the first actual event; where there is none, when the first forecast was
 *     issued
 * @param arrived when the box came into the port, if it did
 * @param left the first exit that was reported although no arrival had been
 * @param closed when it left for good, if it did
 * @param events all of them, ordered by event time; at least one
 */
public record Journey(
    State state,
    Instant opened,
    Optional<Instant> arrived,
    Optional<Instant> left,
    Optional<Instant> closed,
    List<EquipmentEvent> events) {

  /** Where in its trip a box is. */
  public enum State {
    /** Heard of, not yet here. */
    EXPECTED,
    /** In the port, or said to be. */
    OPEN,
    /** Gone. */
    CLOSED
  }

  public Journey {
    events = List.copyOf(events);
  }

  /** The vessels that its events name, each once. */
  public List<String> vessels() {
    return events.stream()
        .flatMap(event -> Stream.ofNullable(event.carriage().vesselImo()))
        .sorted()
        .distinct()
        .toList();
  }

  /** The voyages that its events name, each once. */
  public List<String> voyages() {
    return events.stream()
        .flatMap(event -> event.carriage().voyages().stream())
        .sorted()
        .distinct()
        .toList();
  }

  /** The event that says most about where the box is: the last actual one, else the last. */
  public EquipmentEvent last() {
    return events.reversed().stream()
        .filter(EquipmentEvent::actual)
        .findFirst()
        .orElseGet(events::getLast);
  }
}
