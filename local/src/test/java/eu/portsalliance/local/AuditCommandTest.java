package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.local.client.AllianceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  /** Two of each of three ports, and the registry's. */
  private static final int SIGNED = 7;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void whereNoAllianceRunsItSaysHowToStartOne() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> verify(folder))
        .withMessageContaining("./alliance up");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Tag("running")
  void everyLogOfTheAllianceIsWholeAndHeldByOthersAndNothingOfItStays() throws IOException {
    Path state = state();
    assertThat(verify(state)).as(said()).isZero();
    assertThat(said().lines().filter(line -> line.endsWith("erased after their time; whole.")))
        .hasSize(SIGNED);
    assertThat(said().lines().filter(line -> line.startsWith("  heads of it are held by")))
        .hasSize(SIGNED);
    assertThat(said()).contains("alliance/identity-service").doesNotContain("NOT");
    assertThat(new StateFolder(state).audit()).doesNotExist();
  }

  @Test
  @Tag("running")
  void whatAnotherRootSignedIsNotBelieved() throws Exception {
    for (String name : List.of("state.json", "alliance.json")) {
      Files.copy(state().resolve(name), folder.resolve(name));
    }
    Path keys = Files.createDirectories(new StateFolder(folder).keys());
    Files.writeString(
        keys.resolve("root.pub.jwk.json"),
        new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString());
    assertThat(verify(folder)).as(said()).isEqualTo(1);
    assertThat(
            said()
                .lines()
                .filter("Cannot be checked: the directory is not signed by this root"::equals))
        .hasSize(SIGNED);
    assertThat(new StateFolder(folder).audit()).doesNotExist();
  }

  private static Path state() {
    return Objects.requireNonNull(AllianceFile.named().path().toAbsolutePath().getParent());
  }

  private int verify(Path state) throws IOException {
    Options options = Options.fromEnvironment(Map.of("ALLIANCE_STATE", state.toString()));
    return new AuditCommand(
            Alliance.of(options), new PrintStream(out, true, StandardCharsets.UTF_8))
        .verify();
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
