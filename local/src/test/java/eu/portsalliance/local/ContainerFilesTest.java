package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFilesTest {
  @TempDir Path top;
  private Path own;
  private List<String> arguments = List.of();

  @BeforeEach
  void write() throws IOException {
    own = top.resolve("nlrtm-intel");
    Path keys = Files.createDirectories(top.resolve("secrets").resolve("keys"));
    Files.writeString(keys.resolve("nlrtm.jwk.json"), "the key");
    arguments =
        new ContainerFiles(own, top.resolve("secrets"))
            .write(
                Map.of(
                    "spring",
                    Map.of("r2dbc", Map.of("url", "r2dbc:x", "username", "u", "password", "p1")),
                    "alliance",
                    Map.of(
                        "access",
                        Map.of("hash-key", "h1"),
                        "intel",
                        Map.of("signing-key-file", keys.resolve("nlrtm.jwk.json").toString()))));
  }

  @Test
  void eachSecretIsAFileNamedForItsProperty() throws IOException {
    assertThat(in("secrets"))
        .containsExactlyInAnyOrder(
            "spring.r2dbc.username", "spring.r2dbc.password", "alliance.access.hash-key");
    assertThat(own.resolve("secrets/spring.r2dbc.password")).hasContent("p1");
  }

  @Test
  void theConfigurationKeepsNoSecretAndNamesTheKeyWhereTheContainerSeesIt() throws IOException {
    String configuration = Files.readString(own.resolve("configuration/application.yaml"));
    assertThat(configuration)
        .contains("r2dbc:x", "/run/secrets/keys/nlrtm.jwk.json")
        .doesNotContain("p1", "h1", top.toString());
  }

  @Test
  void onlyTheKeysThatTheConfigurationNamesAreHandedOver() throws IOException {
    Files.writeString(top.resolve("secrets/keys/root.jwk.json"), "another's key");
    assertThat(in("keys")).containsExactly("nlrtm.jwk.json");
  }

  @Test
  void everythingIsMountedReadOnly() {
    assertThat(arguments.stream().filter(argument -> !argument.equals("-v")))
        .containsExactly(
            own.resolve("configuration") + ":/etc/alliance:ro",
            own.resolve("secrets") + ":/run/secrets/alliance:ro",
            own.resolve("keys") + ":/run/secrets/keys:ro");
  }

  private List<String> in(String part) throws IOException {
    try (Stream<Path> files = Files.list(own.resolve(part))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
