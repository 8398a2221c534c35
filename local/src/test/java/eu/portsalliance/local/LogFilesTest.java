package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  @TempDir Path folder;

  @Test
  void aFullLogIsPutAsideOnceAndItsWriterGoesOn() throws IOException {
    Path log = folder.resolve("keycloak.log");
    Files.write(log, new byte[(int) LogFiles.LIMIT + 1]);
    new LogFiles(folder).limit();
    Files.writeString(log, "next\n", StandardOpenOption.APPEND);
    assertThat(log).hasContent("next\n");
    assertThat(folder.resolve("keycloak.log.1")).hasSize(LogFiles.LIMIT + 1);
  }

  @Test
  void theTailIsTheLastLines() throws IOException {
    Path log = Files.writeString(folder.resolve("a.log"), "1\n2\n3\n");
    assertThat(LogFiles.tail(log, 2)).containsExactly("2", "3");
    assertThat(LogFiles.tail(folder.resolve("none.log"), 2)).isEmpty();
  }
}
