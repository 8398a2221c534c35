package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.event.Classifier;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.Place;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * The moment after which a box is out of reach, drawn from its journey alone: every box has it or
 * has it not for the same reasons, whether or not somebody asked for its control.
 *
 * <p>While it is here or coming: its planned exit; else when it is released or available, since it
 * may leave from then on; else when it is expected. Once it has left, or where nothing is known
 * here: the next place that is forecast.
 *
 * @param kind what happens then
 * @param at when, with the offset of the place
 * @param place where
 */
public record LastChance(Kind kind, OffsetDateTime at, Place place) {

  /** What ends the chance, or where the next one is. */
  public enum Kind {
    /** Expected at the gate, or on a truck or train. */
    ETA,
    /** Expected off the vessel. */
    DISCHARGE,
    /** Released or available for pick-up: it may leave from then on. */
    RELEASE,
    /** Planned out of the gate. */
    GATE_SLOT,
    /** Planned on board, or on a train or barge. */
    LOADING,
    /** Forecast at the next port. */
    NEXT_PORT,
    /** Forecast at a stop inland. */
    INLAND;

    /** As it is stored and told: {@code gate-slot}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Step(EquipmentCode code, String location) {}

  static Optional<LastChance> of(JourneyFold fold, Journey journey) {
    List<EquipmentEvent> events = journey.events();
    Optional<LastChance> next = next(fold, journey);
    if (journey.state() == Journey.State.CLOSED) {
      return next;
    }
    Predicate<EquipmentEvent> release =
        e -> fold.here(e) && (e.code() == EquipmentCode.CUSR || e.code() == EquipmentCode.AVPU);
    return pick(events, e -> !e.actual() && fold.exit(e), LastChance::earlier)
        .or(() -> pick(events, release, LastChance::later))
        .or(
            () ->
                journey.arrived().isPresent()
                    ? Optional.empty()
                    : pick(events, e -> !e.actual() && fold.arrival(e), LastChance::earlier))
        .map(e -> new LastChance(kind(e), e.occurred(), e.place()))
        .or(() -> next);
  }

  private static Kind kind(EquipmentEvent here) {
    return switch (here.code()) {
      case GTOT -> Kind.GATE_SLOT;
      case LOAD -> Kind.LOADING;
      case DISC -> Kind.DISCHARGE;
      case CUSR, AVPU -> Kind.RELEASE;
      case AVDO, CROS, CUSI, CUSS, DROP, GTIN, INSP, PICK, RMVD, RSEA, STRP, STUF -> Kind.ETA;
    };
  }

  /** The first place ahead: a forecast of what lies behind the last fact is overtaken. */
  private static Optional<LastChance> next(JourneyFold fold, Journey journey) {
    Instant last =
        journey.events().stream()
            .filter(EquipmentEvent::actual)
            .map(EquipmentEvent::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return pick(
            journey.events(),
            e -> !e.actual() && !fold.here(e) && comes(e.code()) && e.at().isAfter(last),
            LastChance::earlier)
        .map(e -> new LastChance(bySea(e) ? Kind.NEXT_PORT : Kind.INLAND, e.occurred(), e.place()));
  }

  private static boolean comes(EquipmentCode code) {
    return switch (code) {
      case DISC, GTIN, DROP, STRP -> true;
      case AVDO, AVPU, CROS, CUSI, CUSR, CUSS, GTOT, INSP, LOAD, PICK, RMVD, RSEA, STUF -> false;
    };
  }

  private static boolean bySea(EquipmentEvent event) {
    return event.code() == EquipmentCode.DISC
        && (event.mode() == null || "VESSEL".equals(event.mode()));
  }

  /** Of each step what was said last of it, and of these one. */
  private static Optional<EquipmentEvent> pick(
      Collection<EquipmentEvent> events,
      Predicate<EquipmentEvent> wanted,
      BinaryOperator<EquipmentEvent> choice) {
    Map<Step, EquipmentEvent> said = new HashMap<>();
    for (EquipmentEvent event : events) {
      if (wanted.test(event)) {
        said.merge(new Step(event.code(), event.place().location()), event, LastChance::saidLast);
      }
    }
    return said.values().stream().reduce(choice);
  }

  /** A fact stands over a forecast, a forecast over an earlier one, a plan behind an estimate. */
  private static EquipmentEvent saidLast(EquipmentEvent one, EquipmentEvent other) {
    Comparator<EquipmentEvent> order =
        Comparator.comparing(EquipmentEvent::actual)
            .thenComparing(e -> Objects.requireNonNullElse(e.issued(), Instant.MIN))
            .thenComparing(e -> e.classifier() == Classifier.EST)
            .thenComparing(EquipmentEvent::at)
            .thenComparing(EquipmentEvent::key);
    return order.compare(one, other) > 0 ? one : other;
  }

  private static EquipmentEvent earlier(EquipmentEvent one, EquipmentEvent other) {
    return other.at().isBefore(one.at()) ? other : one;
  }

  private static EquipmentEvent later(EquipmentEvent one, EquipmentEvent other) {
    return other.at().isAfter(one.at()) ? other : one;
  }
}
