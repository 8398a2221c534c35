package eu.portsalliance.local;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an image says of itself: its user, its labels (OCI image specification, annotations) and
 * what it is made of (CycloneDX).
 */
final class ImageFacts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LABELS = "org.opencontainers.image.";
  private static final List<String> SAID =
      List.of("title", "description", "licenses", "vendor", "version", "revision", "source");

  private final Docker docker;
  private final Path folder;

  /**
   * @param folder where a file of an image may be laid
   */
  ImageFacts(Docker docker, Path folder) {
    this.docker = docker;
    this.folder = folder;
  }

  /** Stops with a sentence where an image lacks something. */
  void check(String image, String service) {
    JsonNode config =
        JSON.readTree(docker.of("image", "inspect", "--format", "{{json .Config}}", image));
    String user = config.path("User").asString("");
    if (!user.matches("[1-9][0-9]*:[1-9][0-9]*")) {
      throw new Refusal(
          "%s runs as '%s', which is not a user and group of no rights.".formatted(image, user));
    }
    for (String label : SAID) {
      if (config.path("Labels").path(LABELS + label).asString("").isBlank()) {
        throw new Refusal("%s has no label %s.".formatted(image, LABELS + label));
      }
    }
    JsonNode parts = JSON.readTree(partsList(image).toFile());
    if (!parts.path("bomFormat").asString("").equals("CycloneDX")
        || !parts.at("/metadata/component/name").asString("").equals(service)
        || parts.path("components").isEmpty()) {
      throw new Refusal("%s does not say what %s is made of.".formatted(image, service));
    }
  }

  private Path partsList(String image) {
    Path file = folder.resolve("sbom.json");
    String container = docker.of("create", "--label", Containers.LABEL, image);
    try {
      docker.of("cp", container + ":/sbom/application.cdx.json", file.toString());
    } finally {
      docker.of("rm", container);
    }
    return file;
  }
}
