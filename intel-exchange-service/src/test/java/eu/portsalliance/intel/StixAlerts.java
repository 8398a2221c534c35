package eu.portsalliance.intel;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Alerts as other ports write them, for tests that put objects in without drafting. */
public final class StixAlerts {

  private StixAlerts() {}

  /** A GREEN alert on one box, to be controlled, for thirty days. */
  public static StixAlert green(
      String id,
      int version,
      String origin,
      String controller,
      Instant created,
      Instant modified,
      String narrative) {
    return new StixAlert(
        id,
        version,
        origin,
        controller,
        created,
        modified,
        "container-of-interest",
        "Box",
        narrative,
        List.of(new StixAlert.Box("MSKU1234565", true)),
        Tlp.GREEN,
        List.of(),
        List.of(),
        HandlingCode.H0,
        Optional.empty(),
        Optional.empty(),
        ActionOn.CONTROL,
        "LED",
        "article 9",
        "fact",
        created,
        created.plus(30, ChronoUnit.DAYS),
        LocalDate.of(2098, 1, 1),
        StixAlert.Details.NONE);
  }
}
