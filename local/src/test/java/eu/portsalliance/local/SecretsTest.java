package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void aSecretStaysTheSameAndOnlyItsOwnerReadsIt() throws IOException {
    Path file = folder.resolve("secrets.json");
    String secret = Secrets.open(file).of("client/pcs-nlrtm");
    Secrets again = Secrets.open(file);
    assertThat(again.of("client/pcs-nlrtm")).isEqualTo(secret).hasSize(32);
    assertThat(again.of("client/pcs-beanr")).isNotEqualTo(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aHashKeyHasThirtyTwoBytes() {
    String key = Secrets.open(folder.resolve("secrets.json")).hashKey("hash/nlrtm-intel");
    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
  }

  @Test
  void aFileThatCannotBeReadIsSaidToBeSo() throws IOException {
    Path file = Files.writeString(folder.resolve("secrets.json"), "{\"half");
    assertThatThrownBy(() -> Secrets.open(file))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("./alliance reset");
  }

  @Test
  void keysAreMadeOnceAndNamedByTheirThumbprint() throws IOException {
    Keys.Pair first = new Keys(folder).pair("nlrtm");
    Keys.Pair again = new Keys(folder).pair("nlrtm");
    assertThat(again).isEqualTo(first);
    assertThat(Files.readString(first.privateFile()))
        .contains("\"d\"")
        .contains("\"kid\":\"" + first.thumbprint() + "\"");
    assertThat(Files.readString(first.publicFile())).doesNotContain("\"d\"").contains("\"P-256\"");
  }
}
