package eu.portsalliance.risk.intake;

import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import eu.portsalliance.risk.intake.EventResults.EventResult;
import eu.portsalliance.risk.intake.EventResults.Status;
import eu.portsalliance.risk.journey.Journeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps the events of one message. The same id with the same content is a duplicate; with other
 * content it is refused, since what was acted upon must not change under those who acted.
 */
@Component
class EventIntake {
  private final Journeys journeys;

  EventIntake(Journeys journeys) {
    this.journeys = journeys;
  }

  /**
   * What is done with a message.
   *
   * @param results for the sender
   * @param kept the events that are new
   */
  record Outcome(EventResults results, List<EquipmentEvent> kept) {}

  /** Runs in the transaction of its caller. */
  Mono<Outcome> take(String sender, List<Read> items) {
    List<EventKey> keys =
        items.stream()
            .filter(Read.Taken.class::isInstance)
            .map(item -> ((Read.Taken) item).event().key())
            .distinct()
            .toList();
    return journeys.digests(sender, keys).flatMap(known -> keep(sort(items, known)));
  }

  private Mono<Outcome> keep(Outcome outcome) {
    return outcome.kept().isEmpty()
        ? Mono.just(outcome)
        : journeys.keep(outcome.kept()).thenReturn(outcome);
  }

  private static Outcome sort(List<Read> items, Map<EventKey, String> known) {
    Map<EventKey, String> digests = new HashMap<>(known);
    SequencedMap<EventKey, EquipmentEvent> fresh = new LinkedHashMap<>();
    List<EventResult> results = new ArrayList<>(items.size());
    for (Read item : items) {
      results.add(
          switch (item) {
            case Read.Refused refused ->
                new EventResult(
                    refused.index(), refused.eventId(), Status.REFUSED, refused.errors());
            case Read.Taken taken -> sort(taken, digests, fresh);
          });
    }
    return new Outcome(new EventResults(results), List.copyOf(fresh.values()));
  }

  private static EventResult sort(
      Read.Taken taken, Map<EventKey, String> digests, Map<EventKey, EquipmentEvent> fresh) {
    EquipmentEvent event = taken.event();
    String digest = event.digest();
    String before = digests.putIfAbsent(event.key(), digest);
    if (before == null) {
      fresh.put(event.key(), event);
      return new EventResult(taken.index(), taken.eventId(), Status.ACCEPTED, taken.warnings());
    }
    if (before.equals(digest)) {
      return new EventResult(taken.index(), taken.eventId(), Status.DUPLICATE, taken.warnings());
    }
    Feedback contradiction =
        Feedback.error(
            Feedback.Code.CONTRADICTS_EARLIER,
            new Feedback.At(taken.path(), "eventID"),
            "an event of this id is kept with other content; give a new event a new id");
    return new EventResult(taken.index(), taken.eventId(), Status.REFUSED, List.of(contradiction));
  }
}
