package eu.portsalliance.risk.journey;

import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws findings from a journey: pure functions of the journey, the thresholds and the time. */
public final class FindingRules {
  private final JourneyFold fold;
  private final Thresholds thresholds;

  public FindingRules(JourneyFold fold, Thresholds thresholds) {
    this.fold = fold;
    this.thresholds = thresholds;
  }

  /** All findings, in a fixed order. */
  public List<Finding> findings(ContainerNumber number, Journey journey, Instant now) {
    List<Finding> found = new ArrayList<>();
    found.addAll(number(number));
    found.addAll(seals(journey));
    longStand(journey, now).ifPresent(found::add);
    found.addAll(order(journey));
    return found;
  }

  /** What a finding adds to the score. */
  public int points(Finding finding) {
    return switch (finding) {
      case Finding.CheckDigit _ -> thresholds.checkDigitPoints();
      case Finding.NumberForm _ -> thresholds.numberFormPoints();
      case Finding.SealChanged _ -> thresholds.sealChangedPoints();
      case Finding.LongStand _ -> thresholds.longStandPoints();
      case Finding.ExitBeforeArrival _, Finding.ArrivalWhilePresent _ ->
          thresholds.illegalOrderPoints();
    };
  }

  /** When the journey will have stood too long, while that is still ahead. */
  public Optional<Instant> standDue(Journey journey, Instant now) {
    return journey.state() == Journey.State.OPEN
        ? journey.arrived().map(since -> since.plus(thresholds.longStand())).filter(now::isBefore)
        : Optional.empty();
  }

  private static List<Finding> number(ContainerNumber number) {
    List<Finding> found = new ArrayList<>();
    if (!number.categoryValid()) {
      found.add(new Finding.NumberForm(number.value()));
    }
    if (number.form() == ContainerNumber.Form.ISO && !number.checkDigitValid()) {
      int expected = number.expectedCheckDigit().orElseThrow();
      found.add(new Finding.CheckDigit(number.value().substring(10), Integer.toString(expected)));
    }
    return found;
  }

  private Optional<Finding> longStand(Journey journey, Instant now) {
    Duration threshold = thresholds.longStand();
    return journey
        .arrived()
        .filter(since -> !journey.closed().orElse(now).isBefore(since.plus(threshold)))
        .map(since -> new Finding.LongStand(threshold, since));
  }

  private List<Finding> order(Journey journey) {
    List<Finding> found = new ArrayList<>();
    List<EquipmentEvent> actual = journey.events().stream().filter(EquipmentEvent::actual).toList();
    exitBeforeArrival(journey, actual).ifPresent(found::add);
    EquipmentEvent present = null;
    for (EquipmentEvent event : actual) {
      if (fold.exit(event)) {
        present = null;
      } else if (fold.arrival(event)) {
        if (present != null && contradicts(present, event)) {
          found.add(
              new Finding.ArrivalWhilePresent(event.code().name(), event.place(), event.at()));
        }
        present = event;
      }
    }
    return found;
  }

  /**
   * An exit alone may be no more than a record that begins late. It is odd once an arrival stands
   * behind it, or once the box was on its way here by sea and its arrival is not reported.
   */
  private Optional<Finding> exitBeforeArrival(Journey journey, List<EquipmentEvent> actual) {
    boolean arrivalKnown =
        journey.arrived().isPresent()
            || journey.events().stream()
                .anyMatch(e -> e.code() == EquipmentCode.DISC && fold.arrival(e))
            || actual.stream().anyMatch(e -> e.code() == EquipmentCode.LOAD && !fold.here(e));
    return arrivalKnown && journey.left().isPresent()
        ? actual.stream()
            .filter(fold::exit)
            .findFirst()
            .map(e -> new Finding.ExitBeforeArrival(e.code().name(), e.place(), e.at()))
        : Optional.empty();
  }

  /**
   * Two parties often report one arrival twice, and a box may be hauled within the port; coming in
   * by another way where it already stands is neither.
   */
  private static boolean contradicts(EquipmentEvent present, EquipmentEvent event) {
    boolean bySea = (present.code() == EquipmentCode.DISC) != (event.code() == EquipmentCode.DISC);
    return bySea
        && present.place().facility() != null
        && Objects.equals(present.place(), event.place());
  }

  /**
   * Follows each seal to the event at which another has taken its seat. INSP and RSEA explain a
   * change that shows at them or after them; CUSI says only that somebody meant to look.
   */
  private static List<Finding> seals(Journey journey) {
    List<Finding> found = new ArrayList<>();
    List<Seen> known = new ArrayList<>();
    for (EquipmentEvent event : journey.events()) {
      if (!event.actual()) {
        continue;
      }
      if (event.code() == EquipmentCode.INSP || event.code() == EquipmentCode.RSEA) {
        known.replaceAll(Seen::explained);
      }
      for (Seal seal : event.seals()) {
        Seen replaced = replaced(known, event, seal);
        if (replaced != null) {
          known.remove(replaced);
          if (!replaced.opened()) {
            found.add(
                new Finding.SealChanged(
                    replaced.seal().number(), seal.number(), event.place(), event.at()));
          }
        }
        known.removeIf(seen -> seen.seal().number().equals(seal.number()));
        known.add(new Seen(seal, event.code() == EquipmentCode.INSP));
      }
    }
    return found;
  }

  /** The known seal whose seat the new one has taken: it is missing from the event itself. */
  private static @Nullable Seen replaced(List<Seen> known, EquipmentEvent event, Seal seal) {
    boolean old = known.stream().anyMatch(seen -> seen.seal().number().equals(seal.number()));
    if (old) {
      return null;
    }
    List<String> present = event.seals().stream().map(Seal::number).toList();
    return known.stream()
        .filter(seen -> !present.contains(seen.seal().number()) && seen.seal().sameSeat(seal))
        .findFirst()
        .orElse(null);
  }

  /** A seal that was on the box, and whether the box was opened by right since it was last seen. */
  private record Seen(Seal seal, boolean opened) {
    Seen explained() {
      return new Seen(seal, true);
    }
  }
}
