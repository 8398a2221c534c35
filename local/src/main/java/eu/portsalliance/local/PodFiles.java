package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What is mounted into one pod, from the ConfigMaps of its release and from Secrets. A Secret or a
 * key that is not there stops the pod, as in a cluster.
 */
final class PodFiles {
  private final Release release;
  private final Map<String, Map<String, String>> secrets;
  private final Path folder;

  /**
   * @param secrets by name, what is in each
   * @param folder where this pod's files are written
   */
  PodFiles(Release release, Map<String, Map<String, String>> secrets, Path folder) {
    this.release = release;
    this.secrets = secrets;
    this.folder = folder;
  }

  /** Writes the files; gives the arguments that mount them. */
  List<String> write(Pod pod) {
    List<String> mounts = new ArrayList<>();
    for (JsonNode mount : pod.mounts()) {
      String name = Pod.text(mount, "name");
      String where = Pod.text(mount, "mountPath");
      JsonNode volume = pod.volume(name);
      if (volume.has("emptyDir")) {
        String size = Pod.size(volume.at("/emptyDir/sizeLimit"));
        mounts.addAll(List.of("--tmpfs", where + ":rw,exec,nosuid,nodev,size=" + size));
      } else {
        Path own = folder.resolve(name);
        keep(own, content(volume));
        String access = mount.path("readOnly").asBoolean(false) ? ":ro" : "";
        mounts.addAll(List.of("-v", own + ":" + where + access));
      }
    }
    return mounts;
  }

  /**
   * How services are reached here: nobody ends TLS on the containers' network, the one thing that
   * is otherwise than in a cluster.
   */
  static String reached(String address) {
    return address.replace("https://", "http://");
  }

  private Map<String, String> content(JsonNode volume) {
    Map<String, String> files = new TreeMap<>();
    if (volume.has("projected")) {
      volume.at("/projected/sources").forEach(source -> source(source, files));
    } else {
      source(volume, files);
    }
    return files;
  }

  private void source(JsonNode source, Map<String, String> files) {
    if (source.has("configMap")) {
      JsonNode map = source.path("configMap");
      Map<String, String> data = new TreeMap<>();
      release
          .configMap(Pod.text(map, "name"))
          .forEachEntry((key, value) -> data.put(key, reached(value.asString())));
      take("ConfigMap " + Pod.text(map, "name"), data, map.path("items"), files);
    } else if (source.has("secret")) {
      JsonNode secret = source.path("secret");
      String name = Pod.text(secret, secret.has("secretName") ? "secretName" : "name");
      if (!secrets.containsKey(name)) {
        throw new Refusal("A pod waits for the Secret " + name + ", which nobody made.");
      }
      take("Secret " + name, secrets.getOrDefault(name, Map.of()), secret.path("items"), files);
    } else {
      throw new Refusal("The images' test does not know this kind of volume: " + source);
    }
  }

  /** All of it, or what the items name under the name that they give it. */
  private static void take(
      String of, Map<String, String> data, JsonNode items, Map<String, String> files) {
    if (items.isMissingNode()) {
      files.putAll(data);
    }
    for (JsonNode item : items) {
      String key = Pod.text(item, "key");
      String value = data.get(key);
      if (value == null) {
        throw new Refusal("A pod waits for the key %s of %s.".formatted(key, of));
      }
      files.put(Pod.text(item, "path"), value);
    }
  }

  /** Readable for the container's user, who is nobody here; a folder above lets nobody else in. */
  private static void keep(Path own, Map<String, String> files) {
    try {
      Files.createDirectories(own);
      for (Map.Entry<String, String> entry : files.entrySet()) {
        Path file = own.resolve(entry.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, entry.getValue());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
