package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path folder;

  @Test
  void onlyItsOwnerEntersItAlsoWhenItWasMadeForEverybody() throws IOException {
    StateFolder state = new StateFolder(folder.resolve("state"));
    for (Path open : new Path[] {state.logs(), state.configuration()}) {
      Files.createDirectories(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    state.make();
    for (Path each :
        new Path[] {
          state.folder(), state.logs(), state.configuration(), state.secrets(), state.keys()
        }) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .as(each.toString())
          .isEqualTo("rwx------");
    }
  }
}
