package eu.portsalliance.identity.desired;

import eu.portsalliance.access.Locode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of single values; each refusal is a sentence that says how to mend the file. */
final class Checks {

  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private Checks() {}

  static <T> T present(@Nullable T value, String key) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException("`" + key + "` is missing: write it");
    }
    return value;
  }

  static void alias(@Nullable String value, String key) {
    if (!ALIAS.matcher(present(value, key)).matches()) {
      throw new IllegalArgumentException(
          "`" + key + "` takes lower-case letters, digits and hyphens: mend `" + value + "`");
    }
  }

  static void locode(@Nullable String value) {
    if (!Locode.FORM.matcher(present(value, "locode")).matches()) {
      throw new IllegalArgumentException(
          "a port is a UN/LOCODE such as NLRTM: mend `" + value + "`");
    }
  }

  static void oneOf(@Nullable String value, String key, Set<String> allowed) {
    if (!allowed.contains(present(value, key))) {
      throw new IllegalArgumentException(
          "`" + key + "` is one of " + sorted(allowed) + ": mend `" + value + "`");
    }
  }

  /** An absolute http or https address with a host and without a trailing slash. */
  static void address(@Nullable String value, String key) {
    String text = present(value, key);
    if (!text.matches("https?://[A-Za-z0-9.\\[\\]:_-]+(/[^\\s#*]*)?") || text.endsWith("/")) {
      throw new IllegalArgumentException(
          "`" + key + "` is an http(s) address without a slash at its end: mend `" + text + "`");
    }
  }

  static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  static <T> void unique(List<T> things, String what, Function<T, String> key) {
    Set<String> seen = new HashSet<>();
    for (T thing : things) {
      if (!seen.add(key.apply(thing))) {
        throw new IllegalArgumentException(
            what + " `" + key.apply(thing) + "` stands twice: keep one");
      }
    }
  }

  static void known(String value, Set<String> known, String what, String where) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          where + " names the " + what + " `" + value + "`, which is not in the file: add or mend");
    }
  }

  static List<String> sorted(Set<String> values) {
    return values.stream().sorted().toList();
  }
}
