package eu.portsalliance.risk.testing;

import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Carriage;
import eu.portsalliance.risk.event.Classifier;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import eu.portsalliance.risk.event.Place;
import eu.portsalliance.risk.event.Seal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of one box.
 *
 * @param hour hours after {@link #START}
 */
public record Events(
    EquipmentCode code,
    Classifier classifier,
    double hour,
    String location,
    @Nullable String facility,
    @Nullable Double issuedHour,
    List<Seal> seals) {

  public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  public static final ContainerNumber BOX = new ContainerNumber("CSQU3054383");

  /** An actual event at Rotterdam, terminal RWG. */
  public static Events at(double hour, EquipmentCode code) {
    return new Events(code, Classifier.ACT, hour, "NLRTM", "RWG", null, List.of());
  }

  public Events in(String location, @Nullable String facility) {
    return new Events(code, classifier, hour, location, facility, issuedHour, seals);
  }

  public Events forecast(@Nullable Double issuedHour) {
    return new Events(code, Classifier.EST, hour, location, facility, issuedHour, seals);
  }

  public Events sealed(String... numbers) {
    List<Seal> all = Arrays.stream(numbers).map(n -> new Seal(n, null, null, Seal.DOOR)).toList();
    return new Events(code, classifier, hour, location, facility, issuedHour, all);
  }

  public Events sealedBy(String number, String source) {
    Seal seal = new Seal(number, source, null, Seal.DOOR);
    return new Events(code, classifier, hour, location, facility, issuedHour, List.of(seal));
  }

  public EquipmentEvent event() {
    String id = code + "@" + hour + "/" + classifier + "/" + location;
    return new EquipmentEvent(
        new EventKey("rotterdam-port-authority", "", id),
        BOX,
        code,
        classifier,
        time(hour).atOffset(ZoneOffset.ofHours(1)),
        issuedHour == null ? null : time(issuedHour),
        new Place(location, facility, facility == null ? null : "SMDG"),
        null,
        Carriage.NONE,
        null,
        null,
        seals);
  }

  public static Instant time(double hour) {
    return START.plus(Duration.ofSeconds((long) (hour * 3600)));
  }

  public static List<EquipmentEvent> list(Events... events) {
    return Arrays.stream(events).map(Events::event).toList();
  }
}
