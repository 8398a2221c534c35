package eu.portsalliance.risk.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Markings as they are stored: one text for one set of markings, whatever the order of its parts.
 */
public final class MarkingsJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MarkingsJson() {}

  private record Form(
      String tlp,
      List<String> audience,
      List<String> persons,
      String handlingCode,
      String actionOn,
      @Nullable String regime,
      String controller,
      String origin) {}

  static String write(Markings markings) {
    return JSON.writeValueAsString(
        new Form(
            markings.tlp().label(),
            markings.audience().stream().sorted().toList(),
            markings.persons().stream().sorted().toList(),
            markings.handlingCode().name(),
            markings.actionOn().label(),
            markings.regime().map(Regime::label).orElse(null),
            markings.controller(),
            markings.origin()));
  }

  /** Reads what was stored. */
  public static Markings read(String document) {
    Form form = JSON.readValue(document, Form.class);
    return new Markings(
        Tlp.of(form.tlp()),
        new HashSet<>(form.audience()),
        new HashSet<>(form.persons()),
        HandlingCode.valueOf(form.handlingCode()),
        ActionOn.of(form.actionOn()),
        Optional.ofNullable(form.regime()).flatMap(Regime::of),
        form.controller(),
        form.origin());
  }
}
