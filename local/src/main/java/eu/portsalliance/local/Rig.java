package eu.portsalliance.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a fault campaign puts between the parts of an instance and before their programs. No other
 * instance has any of it.
 *
 * @param detours addresses that others use instead of the real one, by what is behind them: a port
 *     in lower case (for its peers), {@code registry}, {@code keycloak} (for the keys of tokens),
 *     and {@code postgresql/PROCESS} as host:port for one process alone
 * @param patches folders with classes that stand before its jars, by process
 */
public record Rig(Map<String, String> detours, Map<String, Path> patches) {
  static final Rig NONE = new Rig(Map.of(), Map.of());

  public Rig {
    detours = Map.copyOf(detours);
    patches = Map.copyOf(patches);
  }

  static Rig fromEnvironment(Map<String, String> environment) {
    Map<String, Path> patches = new TreeMap<>();
    read("ALLIANCE_PATCHES", environment)
        .forEach((process, folder) -> patches.put(process, Path.of(folder)));
    return new Rig(read("ALLIANCE_DETOURS", environment), patches);
  }

  Map<String, String> toEnvironment() {
    return Map.of("ALLIANCE_DETOURS", write(detours), "ALLIANCE_PATCHES", write(patches));
  }

  String detour(String name, String otherwise) {
    return detours.getOrDefault(name, otherwise);
  }

  Optional<Path> patch(String process) {
    return Optional.ofNullable(patches.get(process));
  }

  private static String write(Map<String, ?> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> read(String variable, Map<String, String> environment) {
    Map<String, String> pairs = new TreeMap<>();
    @Nullable String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      return pairs;
    }
    for (String pair : value.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new Refusal("%s is NAME=VALUE,NAME=VALUE, not '%s'.".formatted(variable, pair));
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }
}
