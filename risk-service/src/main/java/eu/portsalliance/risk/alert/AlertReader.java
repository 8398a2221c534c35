package eu.portsalliance.risk.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Carriage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies one object of the feed against the signed directory and reads the alert in it: a STIX
 * 2.1 indicator (OASIS Standard, section 4.7) with the alliance's property extension (section 7.3).
 * Members that are not known are left alone.
 */
final class AlertReader {
  static final String TYPE = "alliance-object+jws";
  static final String EXTENSION = "extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95";

  private static final Pattern ID = Pattern.compile("indicator--[0-9a-f-]{36}");
  private static final int LONGEST_TITLE = 1_000;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** The marking definitions of TLP 2.0 for STIX. */
  private static final Map<String, Tlp> MARKS =
      Map.of(
          "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", Tlp.CLEAR,
          "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", Tlp.GREEN,
          "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", Tlp.AMBER,
          "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", Tlp.AMBER_STRICT,
          "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", Tlp.RED);

  private final JsonMapper json = JsonMapper.builder().build();
  private volatile @Nullable Signers signers;

  /** Never fails: whatever is wrong with an object is its outcome. */
  Verified read(String compact, Directory directory) {
    Signers keys = signers(directory);
    Optional<Jws.Verified> signed =
        Jws.verify(compact, TYPE, kid -> keys.find(kid).map(signer -> signer.key().jwk()));
    if (signed.isEmpty()) {
      boolean known = Jws.claimedKey(compact).flatMap(keys::find).isPresent();
      return known
          ? new Verified.Bad(compact, "signature does not verify", false)
          : new Verified.Bad(compact, "key is not in the directory", true);
    }
    Signers.Signer signer = keys.find(signed.get().kid()).orElseThrow();
    try {
      JsonNode object = json.readTree(signed.get().payload());
      JsonNode extension = object.path("extensions").path(EXTENSION);
      if (!object.path("type").asString("").equals("indicator") || !extension.isObject()) {
        return new Verified.Other();
      }
      Alert alert =
          object.path("revoked").asBoolean(false)
              ? withdrawn(object, extension, signed.get())
              : alert(object, extension, signed.get());
      if (!alert.markings().origin().equals(signer.port().value())) {
        return new Verified.Bad(compact, "signed by another port than its origin", false);
      }
      return signer.mightSign(alert.modified())
          ? new Verified.Good(alert)
          : new Verified.Bad(compact, "key might not sign at that time", true);
    } catch (JacksonException | DateTimeException | IllegalArgumentException malformed) {
      return new Verified.Bad(compact, "object is not readable", false);
    }
  }

  /** What is taken back says nothing but that: marked so that nobody could read anything of it. */
  private static Alert withdrawn(JsonNode object, JsonNode extension, Jws.Verified signed) {
    Instant modified = time(object, "modified");
    return new Alert(
        id(object),
        modified,
        true,
        new Markings(
            Tlp.RED,
            Set.of(),
            Set.of(),
            HandlingCode.H3,
            ActionOn.INFORM,
            Optional.empty(),
            text(extension, "controller"),
            text(extension, "origin_port")),
        modified,
        modified,
        "",
        "",
        Set.of(),
        false,
        Carriage.NONE,
        signed.payload(),
        signed.kid());
  }

  private static String id(JsonNode object) {
    String id = text(object, "id");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id");
    }
    return id;
  }

  private static Alert alert(JsonNode object, JsonNode extension, Jws.Verified signed) {
    String title = kept(object.path("name").asString(""), "name");
    return new Alert(
        id(object),
        time(object, "modified"),
        false,
        markings(object, extension),
        time(object, "valid_from"),
        object.has("valid_until") ? time(object, "valid_until") : LATEST,
        title.codePoints().count() > LONGEST_TITLE
            ? title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE))
            : title,
        kept(extension.path("legal_basis").asString(""), "legal_basis"),
        containers(extension),
        extension.path("journey").isObject(),
        Carriage.of(
            extension.path("journey").path("vessel_imo").stringValue(null),
            Stream.ofNullable(extension.path("journey").path("voyage").stringValue(null))),
        signed.payload(),
        signed.kid());
  }

  private static Markings markings(JsonNode object, JsonNode extension) {
    JsonNode refs = object.path("object_marking_refs");
    Tlp tlp = refs.size() == 1 ? MARKS.get(refs.get(0).asString("")) : null;
    if (tlp == null) {
      throw new IllegalArgumentException("object_marking_refs");
    }
    return new Markings(
        tlp,
        texts(extension, "audience"),
        texts(extension, "persons"),
        HandlingCode.valueOf(text(extension, "handling_code")),
        ActionOn.of(text(extension, "action_on")),
        Regime.of(extension.path("regime").asString("")),
        text(extension, "controller"),
        text(extension, "origin_port"));
  }

  private static Set<ContainerNumber> containers(JsonNode extension) {
    Set<ContainerNumber> containers = new LinkedHashSet<>();
    for (JsonNode container : extension.path("containers")) {
      containers.add(
          ContainerNumber.read(text(container, "number"))
              .orElseThrow(() -> new IllegalArgumentException("containers")));
    }
    return containers;
  }

  private static Set<String> texts(JsonNode node, String field) {
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode text : node.path(field)) {
      texts.add(kept(text.asString(), field));
    }
    return texts;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException(field);
    }
    return kept(value.stringValue(), field);
  }

  /**
   * PostgreSQL holds no U+0000 and no half of a surrogate pair: a page with one could never be
   * stored as it is, nor any behind it.
   */
  private static String kept(String text, String field) {
    if (text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw new IllegalArgumentException(field);
    }
    return text;
  }

  private static Instant time(JsonNode node, String field) {
    Instant time = Instant.parse(text(node, field)).truncatedTo(ChronoUnit.MICROS);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException(field);
    }
    return time;
  }

  /** The keys of a directory, each parsed once. */
  private Signers signers(Directory directory) {
    Signers known = signers;
    if (known == null || !known.directory().equals(directory)) {
      known = Signers.of(directory);
      signers = known;
    }
    return known;
  }
}
