package eu.portsalliance.risk.journey;

import static eu.portsalliance.risk.event.EquipmentCode.DISC;
import static eu.portsalliance.risk.event.EquipmentCode.GTIN;
import static eu.portsalliance.risk.event.EquipmentCode.GTOT;
import static eu.portsalliance.risk.event.EquipmentCode.INSP;
import static eu.portsalliance.risk.event.EquipmentCode.LOAD;
import static eu.portsalliance.risk.testing.Events.at;
import static eu.portsalliance.risk.testing.Events.list;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.testing.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JourneyFoldTest {
  private final JourneyFold fold = new JourneyFold("NLRTM");

  @Test
  void anImportOpensOverseasAndClosesAtTheGate() {
    List<Journey> journeys =
        fold.fold(list(at(0, LOAD).in("ECGYE", null), at(300, DISC), at(400, GTOT)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().state()).isEqualTo(Journey.State.CLOSED);
    assertThat(journeys.getFirst().opened()).isEqualTo(Events.time(0));
    assertThat(journeys.getFirst().arrived()).contains(Events.time(300));
    assertThat(journeys.getFirst().closed()).contains(Events.time(400));
  }

  @Test
  void aBoxOnItsWayIsExpectedAndADischargedOneIsOpen() {
    assertThat(fold.fold(list(at(0, LOAD).in("ECGYE", null))))
        .extracting(Journey::state)
        .containsExactly(Journey.State.EXPECTED);
    assertThat(fold.fold(list(at(0, DISC))))
        .extracting(Journey::state)
        .containsExactly(Journey.State.OPEN);
  }

  @Test
  void aSecondExitWithinADayIsTheFinalOne() {
    List<Journey> journeys = fold.fold(list(at(0, DISC), at(10, LOAD), at(11, GTOT)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().closed()).contains(Events.time(11));
  }

  @Test
  void whatComesAfterTheCloseOpensTheNextJourney() {
    List<Journey> journeys =
        fold.fold(list(at(0, DISC), at(10, GTOT), at(12, GTIN), at(60, LOAD), at(200, INSP)));

    assertThat(journeys).extracting(j -> j.events().size()).containsExactly(2, 2, 1);
  }

  @Test
  void anExitBeforeTheArrivalStaysInOneJourneyWithIt() {
    List<Journey> journeys = fold.fold(list(at(0, GTOT), at(5, DISC)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().left()).contains(Events.time(0));
    assertThat(journeys.getFirst().state()).isEqualTo(Journey.State.OPEN);
  }

  @Test
  void anExitOfARecordThatBeginsLateDoesNotReachIntoTheNextTrip() {
    List<Journey> journeys = fold.fold(list(at(0, GTOT), at(24 * 30, DISC), at(24 * 31, GTOT)));

    assertThat(journeys).hasSize(2);
    assertThat(journeys.getLast().left()).isEmpty();
  }

  @Test
  void atOneInstantTheArrivalComesFirst() {
    List<Journey> journeys = fold.fold(list(at(0, GTOT), at(0, GTIN)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().state()).isEqualTo(Journey.State.CLOSED);
  }

  @Test
  void aForecastAloneMakesAnExpectedJourneyAndMovesNoBox() {
    List<Journey> journeys =
        fold.fold(list(at(50, DISC).forecast(1.0), at(60, GTOT).forecast(1.0)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().state()).isEqualTo(Journey.State.EXPECTED);
    assertThat(journeys.getFirst().last().code()).isEqualTo(GTOT);
  }

  @Test
  void aStaleForecastOpensNothing() {
    List<Journey> journeys =
        fold.fold(list(at(100, DISC).forecast(1.0), at(80, DISC), at(90, GTOT)));

    assertThat(journeys).hasSize(1);
    assertThat(journeys.getFirst().last().code()).isEqualTo(GTOT);
  }

  @Test
  void aForecastIssuedAfterTheCloseIsOfTheNextTrip() {
    List<Journey> journeys =
        fold.fold(list(at(0, DISC), at(10, GTOT), at(500, DISC).forecast(200.0)));

    assertThat(journeys)
        .extracting(Journey::state)
        .containsExactly(Journey.State.CLOSED, Journey.State.EXPECTED);
  }

  @Test
  void aForecastBetweenTwoExitsOfATripGoesBackToItWhenTheSecondIsReported() {
    List<EquipmentEvent> events =
        list(at(0, DISC), at(0, GTOT), at(1, DISC).forecast(null), at(2, GTOT));
    Store store = new Store();

    events.forEach(store::keep);

    assertThat(store.journeys()).hasSize(1).isEqualTo(fold.fold(events));
  }

  @Property
  void theOrderOfArrivalDoesNotMatter(
      @ForAll("histories") List<EquipmentEvent> events, @ForAll long seed) {
    List<EquipmentEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(fold.fold(shuffled)).isEqualTo(fold.fold(events));
  }

  @Property
  void oneByOneInAnyOrderGivesTheSameAsAllAtOnce(
      @ForAll("histories") List<EquipmentEvent> events, @ForAll long seed) {
    List<EquipmentEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));
    Store store = new Store();

    shuffled.forEach(store::keep);

    assertThat(store.journeys()).isEqualTo(fold.fold(events));
  }

  @Property
  void onlyTheLastJourneyIsStillOpenAndEveryEventIsInOne(
      @ForAll("histories") List<EquipmentEvent> events) {
    List<Journey> journeys = fold.fold(events);

    assertThat(journeys.stream().mapToInt(j -> j.events().size()).sum()).isEqualTo(events.size());
    assertThat(journeys.stream().limit(Math.max(0, journeys.size() - 1)).map(Journey::state))
        .allMatch(Journey.State.CLOSED::equals);
  }

  @Provide
  Arbitrary<List<EquipmentEvent>> histories() {
    Arbitrary<EquipmentCode> codes =
        Arbitraries.of(DISC, GTIN, GTOT, LOAD, INSP, EquipmentCode.PICK, EquipmentCode.DROP);
    Arbitrary<Events> actual =
        Combinators.combine(
                codes,
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.of("NLRTM", "NLRTM", "NLRTM", "ECGYE"))
            .as((code, hour, location) -> at(hour, code).in(location, null));
    Arbitrary<Events> forecasts =
        Combinators.combine(
                codes,
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.doubles().between(0, 1_000).injectNull(0.3))
            .as((code, hour, issued) -> at(hour, code).forecast(issued));
    return Arbitraries.oneOf(actual, actual, forecasts)
        .map(Events::event)
        .list()
        .uniqueElements(EquipmentEvent::key)
        .ofMinSize(1)
        .ofMaxSize(14);
  }

  /** Keeps journeys as the database does: loads what an event can reach, folds, writes back. */
  private final class Store {
    private final Map<UUID, Journey> stored = new HashMap<>();
    private final AtomicLong ids = new AtomicLong();

    void keep(EquipmentEvent event) {
      Instant since = JourneyFold.reference(event);
      Instant start =
          stored.values().stream()
              .filter(journey -> journey.state() != Journey.State.EXPECTED)
              .map(Journey::opened)
              .filter(opened -> opened.isBefore(since))
              .max(Comparator.naturalOrder())
              .orElse(Instant.MIN);
      List<Plan.Placed> known = new ArrayList<>();
      stored.forEach(
          (id, journey) -> {
            if (!journey.opened().isBefore(start)) {
              journey.events().forEach(e -> known.add(new Plan.Placed(e, id)));
            }
          });
      Plan plan = Plan.of(fold, known, List.of(event), () -> new UUID(0, ids.incrementAndGet()));
      plan.journeys().forEach(j -> stored.put(j.id(), j.journey()));
      plan.gone().forEach(stored::remove);
    }

    List<Journey> journeys() {
      return stored.values().stream().sorted(Comparator.comparing(Journey::opened)).toList();
    }
  }
}
