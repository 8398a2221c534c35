package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledTest {
  @TempDir Path folder;

  @Test
  void aFolderIsBuiltOnce() throws IOException {
    Installed installed = new Installed(folder);
    Path first = installed.folder("thing", target -> Files.writeString(target.resolve("a"), "1"));
    installed.folder("thing", target -> Files.writeString(target.resolve("a"), "2"));
    assertThat(first.resolve("a")).hasContent("1");
  }

  @Test
  void whatWasLeftHalfBuiltIsBuiltAgainFromNothing() throws IOException {
    Files.createDirectories(folder.resolve("thing"));
    Files.writeString(folder.resolve("thing/half"), "cut off here");
    Path built =
        new Installed(folder)
            .folder("thing", target -> Files.writeString(target.resolve("whole"), "1"));
    assertThat(built.resolve("half")).doesNotExist();
    assertThat(built.resolve("whole")).exists();
  }

  @Test
  void aBuildThatFailsLeavesNothingThatCountsAsBuilt() {
    Installed installed = new Installed(folder);
    assertThatThrownBy(
            () ->
                installed.folder(
                    "thing",
                    target -> {
                      Files.writeString(target.resolve("half"), "");
                      throw new IOException("disk full");
                    }))
        .hasRootCauseMessage("disk full");
    assertThat(Installed.isComplete(folder.resolve("thing"))).isFalse();
  }

  @Test
  void aLinkIsDeletedButNotWhatItPointsAt() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "");
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Files.createSymbolicLink(gone.resolve("link"), kept);
    Installed.delete(gone);
    assertThat(gone).doesNotExist();
    assertThat(kept).exists();
  }
}
