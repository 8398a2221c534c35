package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is mounted into one container, as a cluster would from a ConfigMap and from secrets: the
 * configuration without secrets, a file for each secret named for its property, the keys.
 */
final class ContainerFiles {
  private static final String CONFIGURATION = "/etc/alliance";
  private static final String SECRETS = "/run/secrets/alliance";
  private static final String KEYS = "/run/secrets/keys";
  private static final Set<String> SECRET =
      Set.of("username", "user", "password", "hash-key", "client-secret", "cookie-key");

  private final Path folder;
  private final Path from;

  /**
   * @param folder where this container's files are written
   * @param from the folder of keys and other secret files: a value that names one of them is where
   *     the container sees it
   */
  ContainerFiles(Path folder, Path from) {
    this.folder = folder;
    this.from = from;
  }

  /** Writes the files; gives the arguments that mount them. */
  List<String> write(Map<String, Object> document) {
    try {
      Map<String, String> secrets = new TreeMap<>();
      Map<String, Object> rest = split("", document, secrets);
      file("configuration", "application.yaml", Configurations.yaml(rest));
      for (Map.Entry<String, String> secret : secrets.entrySet()) {
        file("secrets", secret.getKey(), secret.getValue());
      }
      Files.createDirectories(folder.resolve("keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.of(
            mount("configuration", CONFIGURATION), mount("secrets", SECRETS), mount("keys", KEYS))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> mount(String part, String where) {
    return List.of("-v", folder.resolve(part) + ":" + where + ":ro");
  }

  private Map<String, Object> split(String path, Map<?, ?> document, Map<String, String> secrets)
      throws IOException {
    Map<String, Object> rest = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : document.entrySet()) {
      String key = entry.getKey().toString();
      String name = path.isEmpty() ? key : path + "." + key;
      Object value = entry.getValue();
      if (value instanceof Map<?, ?> part) {
        rest.put(key, split(name, part, secrets));
      } else if (SECRET.contains(key)) {
        secrets.put(name, value.toString());
      } else {
        rest.put(key, value instanceof String text ? handed(text) : value);
      }
    }
    return rest;
  }

  private String handed(String value) throws IOException {
    if (!value.startsWith(from + "/")) {
      return value;
    }
    Path file = Path.of(value);
    String name = file.getFileName().toString();
    file("keys", name, Files.readString(file));
    return KEYS + "/" + name;
  }

  /** Readable for the container's user, who is nobody here; a folder above lets nobody else in. */
  private void file(String part, String name, String content) throws IOException {
    Path file = folder.resolve(part).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
