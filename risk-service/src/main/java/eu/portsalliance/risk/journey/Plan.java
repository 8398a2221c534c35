package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What has to be written so that the stored journeys are those that the events make.
 *
 * @param journeys all that were folded; one whose events are the same may end otherwise now
 * @param events new
 * @param moved known events that belong to another journey now
 * @param gone journeys without events left
 */
record Plan(List<Identified> journeys, List<Placed> events, List<Placed> moved, Set<UUID> gone) {

  /** An event and the journey that it belongs to. */
  record Placed(EquipmentEvent event, UUID journey) {}

  /** A journey and its id. */
  record Identified(UUID id, ContainerNumber container, Journey journey) {}

  /**
   * Folds known and new events together. A journey keeps the id under which its earliest known
   * event stood, so that late events do not give a new name to what people already look at.
   *
   * @param known the stored events from the opening of the first journey that can change
   */
  static Plan of(
      JourneyFold fold, List<Placed> known, List<EquipmentEvent> fresh, Supplier<UUID> ids) {
    Map<ContainerNumber, List<EquipmentEvent>> byBox = new TreeMap<>();
    Map<EventKey, UUID> before = new HashMap<>();
    Set<UUID> unused = new HashSet<>();
    for (Placed placed : known) {
      EquipmentEvent event = placed.event();
      byBox.computeIfAbsent(event.container(), _ -> new ArrayList<>()).add(event);
      before.put(event.key(), placed.journey());
      unused.add(placed.journey());
    }
    for (EquipmentEvent event : fresh) {
      byBox.computeIfAbsent(event.container(), _ -> new ArrayList<>()).add(event);
    }
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    Set<UUID> used = new HashSet<>();
    byBox.forEach(
        (container, events) -> {
          for (Journey journey : fold.fold(events)) {
            plan.add(container, journey, before, used, ids);
          }
        });
    plan.gone.addAll(unused);
    plan.gone.removeAll(used);
    return plan;
  }

  private void add(
      ContainerNumber container,
      Journey journey,
      Map<EventKey, UUID> before,
      Set<UUID> used,
      Supplier<UUID> ids) {
    UUID id =
        journey.events().stream()
            .map(event -> before.get(event.key()))
            .filter(known -> known != null && !used.contains(known))
            .findFirst()
            .orElseGet(ids);
    used.add(id);
    for (EquipmentEvent event : journey.events()) {
      UUID known = before.get(event.key());
      if (known == null) {
        events.add(new Placed(event, id));
      } else if (!known.equals(id)) {
        moved.add(new Placed(event, id));
      }
    }
    journeys.add(new Identified(id, container, journey));
  }
}
