package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
  @TempDir Path folder;
  private StateFolder state;

  @BeforeEach
  void make() throws IOException {
    PrivateFiles.folder(folder);
    state = new StateFolder(folder.resolve("state"));
    state.make();
  }

  @Test
  void whoIsNotTheOwnerPassesThroughTheStateFolderSeesNothingOfItAndPassesThroughNoOther()
      throws IOException {
    Unprivileged.letPass(Unprivileged.NOBODY, state, state.database());
    assertThat(mode(state.folder())).isEqualTo("rwx-----x");
    assertThat(mode(state.logs())).isEqualTo("rwx------");
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void nobodyPassesWhereTheDatabaseRunsAsTheOwner() throws IOException {
    Unprivileged.letPass(List.of(), state, state.database());
    assertThat(mode(state.folder())).isEqualTo("rwx------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
