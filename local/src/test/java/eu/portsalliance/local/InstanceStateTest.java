package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.local.InstanceState.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceStateTest {
  @Test
  void aSupervisorThatWasKilledIsGoneThoughItsParentHasNotTakenNote() throws IOException {
    // what sh turns into never asks what became of the process that sh started
    Process parent =
        new ProcessBuilder("sh", "-c", "cat </dev/zero >/dev/null & echo $!; exec cat").start();
    try (BufferedReader said = parent.inputReader()) {
      long pid = Long.parseLong(said.readLine());
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      InstanceState state = supervisedBy(pid, child.info().startInstant().orElseThrow());
      assertThat(state.supervisorProcess()).contains(child);
      // until then sh itself would still take note
      await().until(() -> parent.info().command().orElse("").endsWith("cat"));
      child.destroyForcibly();
      await().untilAsserted(() -> assertThat(state.supervisorProcess()).isEmpty());
      assertThat(child.isAlive()).as("it is still listed").isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static InstanceState supervisedBy(long pid, Instant started) {
    return new InstanceState(pid, started, 0, Phase.UP, "", "", 0, List.of());
  }
}
