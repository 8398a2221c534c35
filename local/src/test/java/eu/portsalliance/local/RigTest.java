package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RigTest {
  @TempDir Path folder;

  @Test
  void whatHasADetourIsReachedThroughItAndOnlyByWhomItIsFor() throws IOException {
    Files.writeString(folder.resolve("secrets.json"), "{}");
    Options options =
        Options.fromEnvironment(
            Map.of(
                "ALLIANCE_ROOT", folder.toString(),
                "ALLIANCE_PORTS", "nlrtm,beanr",
                "ALLIANCE_DETOURS",
                    "nlrtm=http://127.0.0.1:1,registry=http://127.0.0.1:2,keycloak=http://127.0.0.1:3,postgresql/nlrtm-intel=127.0.0.1:4"));
    StateFolder state = new StateFolder(folder);
    state.make();
    Topology topology = Topology.of(options, new Addresses());
    Configurations configurations =
        new Configurations(
            options,
            state,
            Secrets.open(folder.resolve("secrets.json")),
            new Keys(state.keys()),
            topology,
            "127.0.0.1:5432");
    JsonMapper json = JsonMapper.builder().build();
    JsonNode nlrtm = json.valueToTree(configurations.of(topology.node("nlrtm-intel")));
    JsonNode beanr = json.valueToTree(configurations.of(topology.node("beanr-intel")));
    JsonNode identity = json.valueToTree(configurations.of(topology.node("identity")));

    assertThat(nlrtm.at("/alliance/intel/address").asString()).isEqualTo("http://127.0.0.1:1");
    assertThat(beanr.at("/alliance/intel/address").asString()).isEqualTo("http://localhost:8102");
    assertThat(beanr.at("/alliance/intel/registry").asString()).isEqualTo("http://127.0.0.1:2");
    assertThat(beanr.at("/alliance/access/jwk-set-uri").asString())
        .isEqualTo("http://127.0.0.1:3/realms/alliance/protocol/openid-connect/certs");
    assertThat(beanr.at("/alliance/access/issuer").asString())
        .isEqualTo("http://localhost:8180/realms/alliance");
    assertThat(identity.at("/alliance/identity/keycloak").asString())
        .isEqualTo("http://localhost:8180");
    assertThat(nlrtm.at("/spring/r2dbc/url").asString())
        .isEqualTo("r2dbc:postgresql://127.0.0.1:4/nlrtm_intel");
    assertThat(beanr.at("/spring/r2dbc/url").asString())
        .isEqualTo("r2dbc:postgresql://127.0.0.1:5432/beanr_intel");
  }

  @Test
  void aPatchedServiceStartsFromThePatchFirstAndWithoutTheCacheThatDoesNotFit() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "a.Main");
    new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")), manifest).close();
    Options options = Options.fromEnvironment(Map.of("ALLIANCE_ROOT", folder.toString()));
    ServiceImages images = new ServiceImages(options, new Installed(folder), folder.resolve("log"));
    ServiceImages.Image image = new ServiceImages.Image(Service.INTEL, folder, "digest");
    Optional<Path> cache = Optional.of(Path.of("/cache"));
    Path yaml = Path.of("/a.yaml");

    List<String> patched =
        images.command(image, cache, yaml, folder, Optional.of(Path.of("/patch")));
    assertThat(patched)
        .containsSequence("-cp", "/patch:" + folder.resolve("app.jar"), "a.Main")
        .doesNotContain("-jar", "-XX:AOTCache=/cache");
    assertThat(images.command(image, cache, yaml, folder, Optional.empty()))
        .containsSequence("-jar", folder.resolve("app.jar").toString())
        .contains("-XX:AOTCache=/cache");
  }

  @Test
  void aPairWithoutANameIsRefusedInOneSentence() {
    assertThatThrownBy(() -> Rig.fromEnvironment(Map.of("ALLIANCE_PATCHES", "/somewhere")))
        .isInstanceOf(Refusal.class)
        .hasMessage("ALLIANCE_PATCHES is NAME=VALUE,NAME=VALUE, not '/somewhere'.");
  }
}
