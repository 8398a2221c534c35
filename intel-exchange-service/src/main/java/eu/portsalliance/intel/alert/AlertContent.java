package eu.portsalliance.intel.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What an alert says and how it is marked, each value checked; the audience not yet expanded. */
record AlertContent(
    AlertKind kind,
    String title,
    String narrative,
    List<ContainerNumber> containers,
    Tlp tlp,
    List<Addressee> audience,
    List<String> persons,
    HandlingCode handlingCode,
    Optional<SourceGrade> sourceGrade,
    Optional<InformationGrade> informationGrade,
    ActionOn actionOn,
    Regime regime,
    String legalBasis,
    Nature nature,
    Instant validFrom,
    Instant validUntil,
    LocalDate reviewOn,
    StixAlert.Details details) {

  AlertContent {
    containers = List.copyOf(containers);
    audience = List.copyOf(audience);
    persons = List.copyOf(persons);
  }

  /** Whether only the persons named may see it: TLP RED, and observe. */
  boolean namedPersonsOnly() {
    return tlp == Tlp.RED || actionOn == ActionOn.OBSERVE;
  }
}
