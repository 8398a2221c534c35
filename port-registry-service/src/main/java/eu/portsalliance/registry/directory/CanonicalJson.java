package eu.portsalliance.registry.directory;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One form for one content: members sorted by UTF-16 code units, no white space, the shortest
 * escapes (RFC 8785, sections 3.2.2.2 and 3.2.3). The directory has no fractional numbers, so that
 * section 3.2.2.3 does not arise.
 */
final class CanonicalJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private CanonicalJson() {}

  /** The bytes, in UTF-8. */
  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
