package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.event.EquipmentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one box into its journeys through one port.
 *
 * <p>The rules, all by event time and never by arrival of the message:
 *
 * <ol>
 *   <li>The first actual event opens a journey, wherever it took place (a LOAD overseas opens the
 *       journey towards this port).
 *   <li>DISC, GTIN and DROP at this port are arrivals; LOAD and GTOT at this port are exits. An
 *       exit closes the journey, once the box had arrived.
 *   <li>Exits often come in twos (loaded on a train, then out of the gate). For {@link #TAIL} after
 *       an exit, events at this port other than arrivals still belong to the closed journey, and
 *       the final exit closes it. The next event after that opens the next journey. Two terminals
 *       of one port with a haul between them are two journeys.
 *   <li>An exit before any arrival closes nothing: what is not here cannot leave. The journey stays
 *       open for what comes within {@link #UNEXPLAINED}, so that a gate-out before the discharge
 *       stands in one journey and can be told. An event later than that opens the next journey, and
 *       the exit counts as the close after all.
 *   <li>Forecasts (PLN, EST) move no box. One belongs to the first journey that had not ended when
 *       it was issued (when its event time is, where the sender does not say), so a forecast for a
 *       trip that is over opens nothing. Where every journey had ended, forecasts make an expected
 *       one.
 *   <li>Events of the same instant are ordered: elsewhere, arrival, anything else, exit; then by
 *       key.
 * </ol>
 *
 * <p>The result depends on the set of events alone. Each journey begins without memory of the one
 * before, so folding again from the opening of a journey gives the same from there on: {@link
 * #reference} says how far back a new event reaches. Only a journey that is no more than expected
 * is no such beginning: forecasts made it because the trip before had ended, which a late event of
 * that trip can undo.
 */
public final class JourneyFold {
  /** How long after an exit further events still belong to it. */
  static final Duration TAIL = Duration.ofHours(24);

  /** How long a journey waits for the arrival that should have stood before its exit. */
  static final Duration UNEXPLAINED = Duration.ofDays(7);

  private final String port;
  private final Comparator<EquipmentEvent> order;

  /**
   * @param port UN/LOCODE of this port
   */
  public JourneyFold(String port) {
    this.port = port;
    this.order =
        Comparator.comparing(EquipmentEvent::at)
            .thenComparingInt(this::rank)
            .thenComparing(EquipmentEvent::key);
  }

  /** The journeys in order of time; at most the last is not closed. */
  public List<Journey> fold(Collection<EquipmentEvent> events) {
    List<EquipmentEvent> sorted = events.stream().sorted(order).toList();
    List<Trip> trips = new ArrayList<>();
    for (EquipmentEvent event : sorted) {
      if (event.actual()) {
        if (trips.isEmpty() || !trips.getLast().takes(event)) {
          trips.forEach(Trip::succeeded);
          trips.add(new Trip());
        }
        trips.getLast().add(event);
      }
    }
    for (EquipmentEvent event : sorted) {
      if (!event.actual()) {
        forecast(trips, event);
      }
    }
    return trips.stream().map(Trip::journey).toList();
  }

  /** The same events in the order in which they are folded. */
  public List<EquipmentEvent> ordered(Collection<EquipmentEvent> events) {
    return events.stream().sorted(order).toList();
  }

  /** The point in time from which on an event can change journeys. */
  public static Instant reference(EquipmentEvent event) {
    Instant issued = event.issued();
    return event.actual() || issued == null ? event.at() : issued;
  }

  /** Whether the event took place at this port. */
  public boolean here(EquipmentEvent event) {
    return event.place().location().equals(port);
  }

  /** Whether by this event the box came into this port. */
  public boolean arrival(EquipmentEvent event) {
    return here(event)
        && switch (event.code()) {
          case DISC, GTIN, DROP -> true;
          case AVDO, AVPU, CROS, CUSI, CUSR, CUSS, GTOT, INSP, LOAD, PICK, RMVD, RSEA, STRP, STUF ->
              false;
        };
  }

  /** Whether by this event the box left this port. */
  public boolean exit(EquipmentEvent event) {
    return here(event)
        && switch (event.code()) {
          case GTOT, LOAD -> true;
          case AVDO,
              AVPU,
              CROS,
              CUSI,
              CUSR,
              CUSS,
              DISC,
              DROP,
              GTIN,
              INSP,
              PICK,
              RMVD,
              RSEA,
              STRP,
              STUF ->
              false;
        };
  }

  private int rank(EquipmentEvent event) {
    if (!here(event)) {
      return 0;
    }
    return arrival(event) ? 1 : exit(event) ? 3 : 2;
  }

  private void forecast(List<Trip> trips, EquipmentEvent event) {
    Instant reference = reference(event);
    for (Trip trip : trips) {
      if (!trip.endedBefore(reference)) {
        trip.events.add(event);
        return;
      }
    }
    Trip expected = new Trip();
    expected.events.add(event);
    trips.add(expected);
  }

  /** A journey while it is being folded. */
  private final class Trip {
    private final List<EquipmentEvent> events = new ArrayList<>();
    private @Nullable Instant opened;
    private @Nullable Instant arrived;
    private @Nullable Instant left;
    private @Nullable Instant closed;

    boolean takes(EquipmentEvent event) {
      if (closed != null) {
        return here(event) && !arrival(event) && !event.at().isAfter(closed.plus(TAIL));
      }
      return arrived != null || left == null || !event.at().isAfter(left.plus(UNEXPLAINED));
    }

    void add(EquipmentEvent event) {
      events.add(event);
      if (opened == null) {
        opened = event.at();
      }
      if (arrival(event) && arrived == null) {
        arrived = event.at();
      } else if (exit(event) && arrived != null) {
        closed = event.at();
      } else if (exit(event) && left == null) {
        left = event.at();
      }
    }

    /** Another trip follows: an exit that was never explained was one after all. */
    void succeeded() {
      if (closed == null) {
        closed = left;
      }
    }

    boolean endedBefore(Instant time) {
      return closed != null && closed.isBefore(time);
    }

    private Instant firstHeard() {
      return events.stream()
          .map(JourneyFold::reference)
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }

    Journey journey() {
      events.sort(order);
      Journey.State state =
          closed != null
              ? Journey.State.CLOSED
              : arrived != null || left != null ? Journey.State.OPEN : Journey.State.EXPECTED;
      return new Journey(
          state,
          opened == null ? firstHeard() : opened,
          Optional.ofNullable(arrived),
          Optional.ofNullable(left),
          Optional.ofNullable(closed),
          events);
    }
  }
}
