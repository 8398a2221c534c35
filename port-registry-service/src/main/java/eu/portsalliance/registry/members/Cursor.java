package eu.portsalliance.registry.members;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: the key of its last item. Opaque to callers.
 *
 * @param list which list it belongs to, so that a cursor of another list is refused
 * @param key the parts of the key, in the order of the list
 */
record Cursor(String list, List<String> key) {

  private static final String SEPARATOR = "\n";

  Cursor {
    key = List.copyOf(key);
  }

  String text() {
    String joined = list + SEPARATOR + String.join(SEPARATOR, key);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(joined.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what a caller sent back.
   *
   * @param parts how many parts the key of this list has
   * @return empty when the text is not a cursor of this list
   */
  static Optional<Cursor> read(String text, String list, int parts) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    List<String> read =
        List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, parts + 2));
    Cursor cursor = new Cursor(read.getFirst(), read.subList(1, read.size()));
    boolean ours = cursor.list.equals(list) && cursor.key.size() == parts;
    return ours && cursor.text().equals(text) && printable(cursor.key)
        ? Optional.of(cursor)
        : Optional.empty();
  }

  /** PostgreSQL refuses a NUL in text, and no key of ours holds a control character. */
  private static boolean printable(List<String> key) {
    return key.stream().noneMatch(part -> part.chars().anyMatch(Character::isISOControl));
  }
}
