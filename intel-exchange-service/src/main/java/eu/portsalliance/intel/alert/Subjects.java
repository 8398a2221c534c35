package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a draft is about: containers, other things, the one journey. */
final class Subjects {

  /** As many as a mail with numbers has. */
  static final int MOST_BOXES = 300;

  static final int MOST = 100;

  private final DraftRequest request;
  private final Fields fields;

  Subjects(DraftRequest request, Fields fields) {
    this.request = request;
    this.fields = fields;
  }

  /** Needed only by kinds that are about boxes. */
  List<ContainerNumber> containers() {
    List<@Nullable String> written =
        request.containers() == null ? List.of() : request.containers();
    boolean needed =
        Arrays.stream(AlertKind.values())
            .filter(AlertKind::aboutBoxes)
            .anyMatch(kind -> kind.label().equals(request.kind()));
    if (written.size() > MOST_BOXES || (needed && written.isEmpty())) {
      fields.wrong("containers", "takes 1 to " + MOST_BOXES + " container numbers");
      return List.of();
    }
    Set<ContainerNumber> numbers = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String one = written.get(i);
      Optional<ContainerNumber> number = one == null ? Optional.empty() : ContainerNumber.read(one);
      if (number.isEmpty()) {
        fields.wrong(
            "containers[" + i + "]", "a container number is four letters and seven digits");
      } else {
        numbers.add(number.get());
      }
    }
    return List.copyOf(numbers);
  }

  List<StixAlert.Indicator> indicators() {
    List<DraftRequest.@Nullable Sign> written =
        request.indicators() == null ? List.of() : request.indicators();
    if (written.size() > MOST) {
      fields.wrong("indicators", "takes at most " + MOST + " entries");
      return List.of();
    }
    Set<StixAlert.Indicator> indicators = new LinkedHashSet<>();
    for (int i = 0; i < written.size(); i++) {
      DraftRequest.Sign sign = written.get(i);
      String at = "indicators[" + i + "]";
      IndicatorType type =
          fields.labelled(at + ".type", sign == null ? null : sign.type(), IndicatorType.values());
      if (type != null) {
        value(at + ".value", type, sign == null ? null : sign.value())
            .ifPresent(value -> indicators.add(new StixAlert.Indicator(type.label(), value)));
      }
    }
    return List.copyOf(indicators);
  }

  /** Where a journey is given, something of it has to be said. */
  Optional<StixAlert.Journey> journey() {
    DraftRequest.Trip trip = request.journey();
    if (trip == null) {
      return Optional.empty();
    }
    StixAlert.Journey journey =
        new StixAlert.Journey(
            value("journey.voyage", IndicatorType.VOYAGE, trip.voyage()),
            value("journey.vesselImo", IndicatorType.VESSEL, trip.vesselImo()),
            value("journey.billOfLading", IndicatorType.BILL_OF_LADING, trip.billOfLading()),
            port("journey.loading", trip.loading()),
            port("journey.discharge", trip.discharge()));
    if (trip.equals(new DraftRequest.Trip(null, null, null, null, null))) {
      fields.wrong("journey", "says at least one thing of the journey; leave it out otherwise");
    }
    return Optional.of(journey);
  }

  private Optional<String> value(String field, IndicatorType type, @Nullable String written) {
    if (written == null) {
      if (field.startsWith("indicators")) {
        fields.wrong(field, "is needed");
      }
      return Optional.empty();
    }
    Optional<String> value = type.read(written);
    if (value.isEmpty()) {
      fields.wrong(field, type.wrong());
    }
    return value;
  }

  private Optional<String> port(String field, @Nullable String written) {
    if (written != null && !Locode.FORM.matcher(written).matches()) {
      fields.wrong(field, "is a UN/LOCODE such as NLRTM");
    }
    return Optional.ofNullable(written);
  }
}
