package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The journeys of all boxes of this port. Everything here runs in the transaction of its caller.
 */
@Component
public class Journeys {
  private final JourneyFold fold;
  private final FindingRules rules;
  private final EventRows events;
  private final JourneyRows rows;
  private final JourneyIds ids;
  private final Clock clock;

  Journeys(
      JourneyFold fold,
      FindingRules rules,
      EventRows events,
      JourneyRows rows,
      JourneyIds ids,
      Clock clock) {
    this.fold = fold;
    this.rules = rules;
    this.events = events;
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /** Two batches brought the same event at once; the transaction must be tried again. */
  public static final class RaceLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RaceLost() {
      super("another batch kept the same event at the same time", null, false, false);
    }
  }

  /** The digests of those of a sender's events that are kept already. */
  public Mono<Map<EventKey, String>> digests(String sender, List<EventKey> keys) {
    return events.digests(sender, keys);
  }

  /**
   * Keeps events that are not kept yet and brings the journeys of their boxes up to date.
   *
   * @param fresh at least one event, each key once
   * @return an error {@link RaceLost} when one of them has been kept in the meantime
   */
  public Mono<Void> keep(List<EquipmentEvent> fresh) {
    Map<ContainerNumber, Instant> reach = new TreeMap<>();
    for (EquipmentEvent event : fresh) {
      reach.merge(
          event.container(),
          JourneyFold.reference(event),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return rows.lock(reach.keySet())
        .thenMany(events.reachable(List.copyOf(reach.keySet()), new ArrayList<>(reach.values())))
        .collectList()
        .flatMap(known -> write(Plan.of(fold, known, fresh, ids::next)));
  }

  /** Draws the findings again of boxes that have stood too long by now; emits those boxes. */
  public Mono<Collection<ContainerNumber>> drawLongStands(int limit) {
    return Mono.fromCallable(clock::instant)
        .flatMap(now -> rows.standing(now, limit).collectList().flatMap(b -> drawn(b, now)));
  }

  private Mono<Collection<ContainerNumber>> drawn(List<ContainerNumber> boxes, Instant now) {
    return boxes.isEmpty()
        ? Mono.just(boxes)
        : rows.lock(boxes).then(redraw(boxes, now)).thenReturn(boxes);
  }

  /** The events of a journey, ordered by event time. */
  public Mono<List<EquipmentEvent>> events(UUID journey, int limit) {
    return events.ofJourney(journey, limit).collectList().map(fold::ordered);
  }

  private Mono<Void> redraw(List<ContainerNumber> boxes, Instant now) {
    return events
        .reachable(boxes, boxes.stream().map(_ -> now).toList())
        .collectList()
        .flatMap(known -> upsert(Plan.of(fold, known, List.of(), ids::next).journeys()));
  }

  private Mono<Void> write(Plan plan) {
    return upsert(plan.journeys())
        .then(insert(plan.events()))
        .then(plan.moved().isEmpty() ? Mono.empty() : events.move(plan.moved()))
        .then(plan.gone().isEmpty() ? Mono.empty() : rows.delete(plan.gone()))
        .then();
  }

  private Mono<Void> insert(List<Plan.Placed> placed) {
    return events
        .insert(placed, clock.instant())
        .flatMap(kept -> kept == placed.size() ? Mono.<Void>empty() : Mono.error(new RaceLost()));
  }

  private Mono<Void> upsert(List<Plan.Identified> journeys) {
    Instant now = clock.instant();
    return journeys.isEmpty()
        ? Mono.empty()
        : rows.upsert(journeys.stream().map(j -> row(j, now)).toList()).then();
  }

  private JourneyRows.Row row(Plan.Identified identified, Instant now) {
    List<JourneyRows.Scored> scored =
        rules.findings(identified.container(), identified.journey(), now).stream()
            .map(f -> new JourneyRows.Scored(f.code(), rules.points(f), f.params()))
            .toList();
    int base = Math.min(100, scored.stream().mapToInt(JourneyRows.Scored::points).sum());
    return new JourneyRows.Row(
        identified,
        scored,
        base,
        rules.standDue(identified.journey(), now).orElse(null),
        LastChance.of(fold, identified.journey()).orElse(null));
  }
}
