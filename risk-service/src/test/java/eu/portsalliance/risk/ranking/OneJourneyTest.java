package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.testkit.ContractClient.Answer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An alert on one journey is bound by vessel and voyage where both sides say them, else by dates.
 */
class OneJourneyTest extends RiskTest {
  private static final Instant BEFORE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LONG_AFTER = Instant.parse("2098-01-01T00:00:00Z");

  @Test
  void anotherVoyageOrVesselThanTheOneMeantIsNotMet() {
    String other = arrived("2026-11-20T08:00:00+01:00", "9321483", "446W");
    String meant = arrived("2026-11-20T08:00:00+01:00", "9321483", "447-w");
    String vessel = arrived("2026-11-20T08:00:00+01:00", "9074729", "447W");
    Map<String, Object> journey = Map.of("voyage", "447W", "vessel_imo", "9321483");

    for (String box : new String[] {other, meant, vessel}) {
      bound(box, journey);
    }

    assertThat(alerts(meant)).isEqualTo(1);
    assertThat(alerts(other)).isZero();
    assertThat(alerts(vessel)).isZero();
  }

  @Test
  void aLaterJourneyOnTheVoyageIsMeantAlthoughTheAlertMetAnotherBefore() {
    String box = arrived("2026-11-10T08:00:00+01:00", "9321483", "446W");
    journey(box, "GTOT", "2026-11-11T08:00:00+01:00");
    bound(box, Map.of("voyage", "447W"));
    post(box, "GTIN", "2026-11-20T08:00:00+01:00", "9321483", "447W");

    assertThat(alerts(box)).isEqualTo(1);

    post(box, "GTOT", "2026-11-21T08:00:00+01:00", "9321483", "447W");
    post(box, "GTIN", "2026-11-22T20:00:00+01:00", "9321483", "448W");
    assertThat(alerts(box)).isZero();
  }

  @Test
  void theSameVesselOnALaterVoyageIsAnotherJourney() {
    String box = arrived("2026-11-10T08:00:00+01:00", "9321483", "446W");
    bound(box, Map.of("vessel_imo", "9321483"));
    assertThat(alerts(box)).isEqualTo(1);
    journey(box, "GTOT", "2026-11-11T08:00:00+01:00");

    post(box, "DISC", "2026-11-20T08:00:00+01:00", "9321483", "447W");

    assertThat(alerts(box)).isZero();
  }

  @Test
  void whereAJourneySaysNothingTheDatesDecide() {
    String box = Boxes.next();
    journey(box, "DISC", "2026-11-10T08:00:00+01:00");
    bound(box, Map.of("voyage", "447W"));
    assertThat(alerts(box)).isEqualTo(1);
    journey(box, "GTOT", "2026-11-11T08:00:00+01:00", "DISC", "2026-11-20T08:00:00+01:00");
    assertThat(alerts(box)).isZero();
  }

  private void bound(String box, Map<String, Object> journey) {
    release(StixAlert.on(box).valid(BEFORE, LONG_AFTER).with("journey", journey));
  }

  /** How many alerts stand beside the score of the newest journey. */
  private long alerts(String box) {
    return risk()
        .read(customs(), "/api/risk/containers/" + box)
        .json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("kind").asString().equals("alert"))
        .count();
  }

  private String arrived(String time, String vessel, String voyage) {
    String box = Boxes.next();
    post(box, "DISC", time, vessel, voyage);
    return box;
  }

  private void post(String box, String code, String time, String vessel, String voyage) {
    String call =
        """
        ,"transportDetails":{"transportCall":{"modeOfTransport":"VESSEL",
          "vesselTransport":{"vesselIMONumber":"%s"},
          "importVoyageNumberOrReference":{"carrierVoyageNumber":"%s"}}}}
        """
            .formatted(vessel, voyage);
    String plain = event(box, code, time, "").strip();
    String event = plain.substring(0, plain.length() - 1) + call;
    Answer answer = risk().events(integrator(), "{\"events\":[" + event + "]}");
    assertThat(results(answer, "status")).containsOnly("accepted");
  }
}
