package eu.portsalliance.risk.journey;

import static eu.portsalliance.risk.event.EquipmentCode.AVPU;
import static eu.portsalliance.risk.event.EquipmentCode.CUSR;
import static eu.portsalliance.risk.event.EquipmentCode.DISC;
import static eu.portsalliance.risk.event.EquipmentCode.GTIN;
import static eu.portsalliance.risk.event.EquipmentCode.GTOT;
import static eu.portsalliance.risk.event.EquipmentCode.LOAD;
import static eu.portsalliance.risk.testing.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.Events;
import org.junit.jupiter.api.Test;

class LastChanceTest {
  private final JourneyFold fold = new JourneyFold("NLRTM");

  @Test
  void aBoxOnItsWayIsWithinReachWhenItComesOffTheVessel() {
    assertThat(chance(at(0, LOAD).in("ECGYE", null), at(300, DISC).forecast(1.0)))
        .isEqualTo("discharge 300.0 NLRTM:RWG");
    assertThat(chance(at(50, GTIN).forecast(1.0))).isEqualTo("eta 50.0 NLRTM:RWG");
  }

  @Test
  void whatWasSaidLastOfAStepCounts() {
    assertThat(chance(at(300, DISC).forecast(5.0), at(200, DISC).forecast(9.0)))
        .isEqualTo("discharge 200.0 NLRTM:RWG");
  }

  @Test
  void onceItIsReleasedItMayLeaveUnlessItsSlotIsKnown() {
    Events in = at(0, DISC);
    assertThat(chance(in, at(10, CUSR))).isEqualTo("release 10.0 NLRTM:RWG");
    assertThat(chance(in, at(10, CUSR), at(30, AVPU).forecast(5.0)))
        .isEqualTo("release 30.0 NLRTM:RWG");
    assertThat(chance(in, at(10, CUSR), at(40, GTOT).forecast(6.0)))
        .isEqualTo("gate-slot 40.0 NLRTM:RWG");
    assertThat(chance(in, at(35, LOAD).forecast(6.0), at(40, GTOT).forecast(6.0)))
        .isEqualTo("loading 35.0 NLRTM:RWG");
  }

  @Test
  void aFactStandsOverAForecast() {
    assertThat(chance(at(0, DISC), at(12, CUSR), at(20, CUSR).forecast(11.0)))
        .isEqualTo("release 12.0 NLRTM:RWG");
  }

  @Test
  void whenItHasLeftTheNextPlaceCounts() {
    Events in = at(0, DISC);
    Events out = at(10, GTOT);
    assertThat(chance(in, out, at(60, GTIN).in("DEDUI", null).forecast(9.0)))
        .isEqualTo("inland 60.0 DEDUI");
    assertThat(chance(in, at(10, LOAD), at(90, DISC).in("DEHAM", "CTA").forecast(9.0)))
        .isEqualTo("next-port 90.0 DEHAM:CTA");
    assertThat(chance(in, out, at(5, GTIN).in("DEDUI", null).forecast(1.0))).isEqualTo("none");
  }

  @Test
  void nothingIsToldWhereNothingIsKnown() {
    assertThat(chance(at(0, DISC))).isEqualTo("none");
    assertThat(chance(at(0, DISC), at(10, GTOT))).isEqualTo("none");
    assertThat(chance(at(0, LOAD).in("ECGYE", null))).isEqualTo("none");
  }

  private String chance(Events... events) {
    Journey journey = fold.fold(Events.list(events)).getFirst();
    return LastChance.of(fold, journey)
        .map(
            c ->
                c.kind().label()
                    + " "
                    + (c.at().toEpochSecond() - Events.START.getEpochSecond()) / 3600.0
                    + " "
                    + c.place().label())
        .orElse("none");
  }
}
