package eu.portsalliance.risk.journey;

import static eu.portsalliance.risk.event.EquipmentCode.CUSI;
import static eu.portsalliance.risk.event.EquipmentCode.DISC;
import static eu.portsalliance.risk.event.EquipmentCode.GTIN;
import static eu.portsalliance.risk.event.EquipmentCode.GTOT;
import static eu.portsalliance.risk.event.EquipmentCode.INSP;
import static eu.portsalliance.risk.event.EquipmentCode.LOAD;
import static eu.portsalliance.risk.event.EquipmentCode.RSEA;
import static eu.portsalliance.risk.testing.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Place;
import eu.portsalliance.risk.testing.Events;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingRulesTest {
  private static final Thresholds EXAMPLE = new Thresholds(Duration.ofDays(10), 10, 10, 40, 15, 50);

  private final JourneyFold fold = new JourneyFold("NLRTM");
  private final FindingRules rules = new FindingRules(fold, EXAMPLE);

  @Test
  void aJourneyAsItShouldBeGivesNothing() {
    assertThat(
            found(
                at(0, LOAD).in("ECGYE", null).sealed("A1"),
                at(300, DISC).sealed("A1"),
                at(350, GTOT).sealed("A1")))
        .isEmpty();
  }

  @Test
  void aSealThatChangedWithoutInspectionIsFound() {
    assertThat(found(at(0, LOAD).in("ECGYE", null).sealed("A1"), at(300, DISC).sealed("B2")))
        .containsExactly(
            new Finding.SealChanged(
                "A1", "B2", new Place("NLRTM", "RWG", "SMDG"), Events.time(300)));
  }

  @Test
  void selectionForInspectionProvesNoInspection() {
    assertThat(codes(at(0, DISC).sealed("A1"), at(1, CUSI), at(2, GTOT).sealed("B2")))
        .containsExactly("seal-changed");
  }

  @Test
  void anInspectionOrAResealingExplainsTheNewSeal() {
    assertThat(codes(at(0, DISC).sealed("A1"), at(1, INSP), at(2, GTOT).sealed("B2"))).isEmpty();
    assertThat(codes(at(0, DISC).sealed("A1"), at(1, RSEA).sealed("B2"), at(2, GTOT).sealed("B2")))
        .isEmpty();
    assertThat(codes(at(0, DISC).sealed("A1"), at(1, INSP).sealed("A1"), at(2, GTOT).sealed("B2")))
        .isEmpty();
  }

  @Test
  void anInspectionBeforeTheSealWasLastSeenExplainsNothing() {
    assertThat(
            codes(
                at(0, DISC).sealed("A1"),
                at(1, INSP),
                at(2, GTIN).in("NLRTM", "EMX").sealed("A1"),
                at(3, GTOT).sealed("B2")))
        .containsExactly("seal-changed");
  }

  @Test
  void aSealMoreOrOneNotToldOfIsNoChange() {
    assertThat(codes(at(0, DISC).sealed("A1"), at(1, GTOT).sealed("A1", "C3"))).isEmpty();
    assertThat(codes(at(0, DISC).sealed("A1", "C3"), at(1, GTOT).sealed("C3"))).isEmpty();
    assertThat(codes(at(0, DISC).sealedBy("A1", "CAR"), at(1, GTOT).sealedBy("D4", "CUS")))
        .isEmpty();
  }

  @Test
  void aSealOfTheSameSourceIsFollowedPastOthers() {
    assertThat(
            codes(
                at(0, DISC).sealedBy("A1", "CAR"),
                at(1, GTIN).in("NLRTM", "EMX").sealedBy("D4", "CUS"),
                at(2, GTOT).sealedBy("B2", "CAR")))
        .containsExactly("seal-changed");
  }

  @Test
  void aLongStandIsFoundWhileItLastsAndAfter() {
    Journey standing = fold.fold(Events.list(at(0, DISC))).getFirst();
    Journey gone = fold.fold(Events.list(at(0, DISC), at(241, GTOT))).getFirst();

    assertThat(rules.findings(Events.BOX, standing, Events.time(239))).isEmpty();
    assertThat(rules.standDue(standing, Events.time(239))).contains(Events.time(240));
    assertThat(rules.findings(Events.BOX, standing, Events.time(240)))
        .containsExactly(new Finding.LongStand(Duration.ofDays(10), Events.time(0)));
    assertThat(rules.findings(Events.BOX, gone, Events.time(500))).hasSize(1);
    assertThat(rules.standDue(gone, Events.time(1))).isEmpty();
  }

  @Test
  void aGateOutBeforeTheDischargeIsFound() {
    assertThat(codes(at(0, LOAD).in("ECGYE", null), at(300, GTOT)))
        .containsExactly("exit-before-arrival");
    assertThat(codes(at(0, GTOT), at(5, DISC))).containsExactly("exit-before-arrival");
  }

  @Test
  void anExitOfWhichNothingElseIsKnownIsNotHeldAgainstTheBox() {
    assertThat(codes(at(0, GTOT))).isEmpty();
  }

  @Test
  void comingInWhereItAlreadyStandsIsFound() {
    assertThat(codes(at(0, DISC), at(5, GTIN))).containsExactly("arrival-while-present");
    assertThat(codes(at(0, DISC), at(5, DISC))).isEmpty();
    assertThat(codes(at(0, DISC), at(5, GTIN).in("NLRTM", "EMX"))).isEmpty();
  }

  @Test
  void aWrongDigitAndAWrongLetterAreFoundOnce() {
    Journey journey = fold.fold(Events.list(at(0, DISC))).getFirst();
    List<Finding> found =
        rules.findings(new ContainerNumber("TESI1120274"), journey, Events.time(1));

    assertThat(found)
        .containsExactly(new Finding.NumberForm("TESI1120274"), new Finding.CheckDigit("4", "7"));
    assertThat(found.stream().mapToInt(rules::points).sum()).isEqualTo(20);
  }

  @Test
  void thresholdsThatCannotBeStopTheStartWithTheirName() {
    assertThatThrownBy(() -> new Thresholds(Duration.ofDays(10), 101, 10, 40, 15, 50))
        .hasMessageContaining("check-digit-points");
    assertThatThrownBy(() -> new Thresholds(Duration.ZERO, 10, 10, 40, 15, 50))
        .hasMessageContaining("long-stand");
  }

  private List<String> codes(Events... events) {
    return found(events).stream().map(Finding::code).toList();
  }

  private List<Finding> found(Events... events) {
    List<Journey> journeys = fold.fold(Events.list(events));
    assertThat(journeys).hasSize(1);
    return rules.findings(Events.BOX, journeys.getFirst(), Events.time(160));
  }
}
