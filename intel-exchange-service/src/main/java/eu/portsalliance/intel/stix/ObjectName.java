package eu.portsalliance.intel.stix;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Of what an object is a version, also one that is unreadable otherwise.
 *
 * @param modified empty where it cannot be read
 */
public record ObjectName(String id, Optional<Instant> modified) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,50}--[0-9a-f-]{36}");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** Empty where it has no id. */
  public static Optional<ObjectName> in(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      return Optional.of(root.path("id").stringValue(""))
          .filter(id -> ID.matcher(id).matches())
          .map(id -> new ObjectName(id, modified(root)));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  /** What lies outside not every store can hold. */
  private static Optional<Instant> modified(JsonNode root) {
    try {
      return Optional.of(Instant.parse(root.path("modified").stringValue("")))
          .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(LATEST));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
