package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private static final Path STATE = Path.of("/somewhere/.alliance");

  @Test
  void aProcessIsTheSameOnlyIfItStartedThen() {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElseThrow();
    assertThat(Leftovers.isSame(self, started)).isTrue();
    assertThat(Leftovers.isSame(self, started.minus(Duration.ofMinutes(1)))).isFalse();
  }

  @Test
  void aProcessBelongsToTheInstanceWhoseMarkItCarries() throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "read line; exit 0", Leftovers.mark(STATE)).start();
    try {
      assertThat(Leftovers.belongsTo(process.toHandle(), STATE)).isTrue();
      assertThat(Leftovers.belongsTo(process.toHandle(), Path.of("/other/.alliance"))).isFalse();
      assertThat(Leftovers.of(STATE)).containsExactly(process.toHandle());
      Leftovers.end(process.toHandle(), Leftovers.way(process.toHandle()));
      assertThat(process.isAlive()).isFalse();
      assertThat(Leftovers.of(STATE)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}
