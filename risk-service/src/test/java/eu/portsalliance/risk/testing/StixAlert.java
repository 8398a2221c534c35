package eu.portsalliance.risk.testing;

import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alert of Antwerp as its exchange writes it.
 *
 * @param more members of the extension that differ from the usual
 */
public record StixAlert(
    String id,
    Instant modified,
    String title,
    String tlp,
    List<String> audience,
    String actionOn,
    List<String> containers,
    Instant validFrom,
    Instant validUntil,
    boolean revoked,
    String origin,
    Map<String, Object> more) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> MARKS =
      Map.of(
          "CLEAR", "94868c89-83c2-464b-929b-a1a8aa3c8487",
          "GREEN", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
          "AMBER", "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
          "AMBER+STRICT", "939a9414-2ddd-4d32-a0cd-375ea402b003",
          "RED", "e828b379-4e03-4974-9ac4-e53a884c97c1");

  /** AMBER for the Dutch customs, to control. */
  public static StixAlert on(String... containers) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new StixAlert(
        "indicator--" + UUID.randomUUID(),
        now,
        "Box expected with a switched seal",
        "AMBER",
        List.of("nl-customs"),
        "control",
        List.of(containers),
        now.minusSeconds(60),
        now.plusSeconds(86_400),
        false,
        "BEANR",
        Map.of());
  }

  public StixAlert tlp(String label) {
    return new StixAlert(
        id,
        modified,
        title,
        label,
        audience,
        actionOn,
        containers,
        validFrom,
        validUntil,
        revoked,
        origin,
        more);
  }

  public StixAlert audience(String... organisations) {
    return new StixAlert(
        id,
        modified,
        title,
        tlp,
        List.of(organisations),
        actionOn,
        containers,
        validFrom,
        validUntil,
        revoked,
        origin,
        more);
  }

  public StixAlert action(String label) {
    return new StixAlert(
        id,
        modified,
        title,
        tlp,
        audience,
        label,
        containers,
        validFrom,
        validUntil,
        revoked,
        origin,
        more);
  }

  public StixAlert valid(Instant from, Instant until) {
    return new StixAlert(
        id,
        modified,
        title,
        tlp,
        audience,
        actionOn,
        containers,
        from,
        until,
        revoked,
        origin,
        more);
  }

  public StixAlert origin(String locode) {
    return new StixAlert(
        id,
        modified,
        title,
        tlp,
        audience,
        actionOn,
        containers,
        validFrom,
        validUntil,
        revoked,
        locode,
        more);
  }

  /** The next version, on other boxes. */
  public StixAlert amended(String... boxes) {
    return new StixAlert(
        id,
        modified.plusMillis(1),
        title,
        tlp,
        audience,
        actionOn,
        List.of(boxes),
        validFrom,
        validUntil,
        revoked,
        origin,
        more);
  }

  /** The next version, taken back. */
  public StixAlert takenBack() {
    return new StixAlert(
        id,
        modified.plusMillis(1),
        title,
        tlp,
        audience,
        actionOn,
        containers,
        validFrom,
        validUntil,
        true,
        origin,
        more);
  }

  /** Only the journey of this voyage is meant. */
  public StixAlert onOneJourney() {
    return with("journey", Map.of("voyage", "447W"));
  }

  /** With a member of the alliance's extension, new or other than it was. */
  public StixAlert with(String member, Object value) {
    Map<String, Object> extended = new HashMap<>(more);
    extended.put(member, value);
    return new StixAlert(
        id,
        modified,
        title,
        tlp,
        audience,
        actionOn,
        containers,
        validFrom,
        validUntil,
        revoked,
        origin,
        extended);
  }

  /** The bytes that are signed. */
  public String json() {
    return JSON.writeValueAsString(
        Map.ofEntries(
            Map.entry("type", "indicator"),
            Map.entry("spec_version", "2.1"),
            Map.entry("id", id),
            Map.entry("created", modified.toString()),
            Map.entry("modified", modified.toString()),
            Map.entry("name", title),
            Map.entry("pattern", "[x:y = 'z']"),
            Map.entry("pattern_type", "stix"),
            Map.entry("valid_from", validFrom.toString()),
            Map.entry("valid_until", validUntil.toString()),
            Map.entry("revoked", revoked),
            Map.entry(
                "object_marking_refs",
                List.of("marking-definition--" + MARKS.getOrDefault(tlp, tlp))),
            Map.entry(
                "extensions",
                Map.of(
                    "extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95", extension()))));
  }

  private Map<String, Object> extension() {
    if (revoked) {
      return Map.of(
          "extension_type",
          "property-extension",
          "origin_port",
          origin,
          "controller",
          "be-federal-police",
          "released_version",
          2);
    }
    Map<String, Object> written = new HashMap<>(content());
    written.putAll(more);
    return written;
  }

  private Map<String, Object> content() {
    return Map.ofEntries(
        Map.entry("extension_type", "property-extension"),
        Map.entry("kind", "container-of-interest"),
        Map.entry("containers", containers.stream().map(c -> Map.of("number", c)).toList()),
        Map.entry("audience", audience),
        Map.entry("persons", List.of()),
        Map.entry("handling_code", "H0"),
        Map.entry("action_on", actionOn),
        Map.entry("regime", "LED"),
        Map.entry("origin_port", origin),
        Map.entry("controller", "be-federal-police"),
        Map.entry("of_a_later_version", true));
  }

  public String signed() {
    return signed(TestKeys.ANTWERP);
  }

  public String signed(PortKey key) {
    return Jws.sign(key, "alliance-object+jws", json().getBytes(StandardCharsets.UTF_8));
  }
}
