package eu.portsalliance.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A pod of one container as the charts have it, and what it is in the words of a Docker engine. */
record Pod(JsonNode spec) {
  Pod {
    if (spec.path("containers").size() != 1 || !spec.path("initContainers").isEmpty()) {
      throw new Refusal("The images' test knows pods of one container alone: " + spec);
    }
  }

  String image() {
    return text(container(), "image");
  }

  List<String> arguments() {
    return container().path("args").valueStream().map(JsonNode::asString).toList();
  }

  JsonNode mounts() {
    return container().path("volumeMounts");
  }

  JsonNode volume(String name) {
    return spec.path("volumes")
        .valueStream()
        .filter(volume -> volume.path("name").asString("").equals(name))
        .findFirst()
        .orElseThrow(() -> new Refusal("A pod mounts a volume that it has not: " + name + "."));
  }

  /** Port and path at which the cluster asks whether it is ready. */
  String readiness() {
    JsonNode probe = container().at("/readinessProbe/httpGet");
    String name = text(probe, "port");
    return container()
        .path("ports")
        .valueStream()
        .filter(port -> port.path("name").asString("").equals(name))
        .map(port -> port.path("containerPort").asInt() + text(probe, "path"))
        .findFirst()
        .orElseThrow(() -> new Refusal("A pod is asked at a port that it has not: " + name + "."));
  }

  /** Who it runs as, what it may, how much it gets and what its environment says. */
  List<String> options() {
    JsonNode user = spec.path("securityContext");
    JsonNode may = container().path("securityContext");
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--user", text(user, "runAsUser") + ":" + text(user, "runAsGroup")));
    if (may.path("readOnlyRootFilesystem").asBoolean(false)) {
      options.add("--read-only");
    }
    if (!may.path("allowPrivilegeEscalation").asBoolean(true)) {
      options.addAll(List.of("--security-opt", "no-new-privileges"));
    }
    may.at("/capabilities/drop")
        .forEach(capability -> options.addAll(List.of("--cap-drop", capability.asString())));
    options.addAll(List.of("--memory", size(container().at("/resources/limits/memory"))));
    if (spec.has("terminationGracePeriodSeconds")) {
      options.addAll(List.of("--stop-timeout", text(spec, "terminationGracePeriodSeconds")));
    }
    container()
        .path("env")
        .forEach(
            entry ->
                options.addAll(
                    List.of(
                        "-e",
                        text(entry, "name")
                            + "="
                            + PodFiles.reached(entry.path("value").asString()))));
    return options;
  }

  /** Of Kubernetes' units those that the charts use, as Docker writes them. */
  static String size(JsonNode quantity) {
    String text = quantity.asString("");
    if (!text.matches("[0-9]+[MG]i")) {
      throw new Refusal("A pod has no limit in Mi or Gi where it needs one, but '" + text + "'.");
    }
    return text.replace("i", "").toLowerCase(Locale.ROOT);
  }

  private JsonNode container() {
    return spec.path("containers").path(0);
  }

  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isValueNode()) {
      throw new Refusal("A pod has no %s: %s".formatted(field, object));
    }
    return value.asString();
  }
}
