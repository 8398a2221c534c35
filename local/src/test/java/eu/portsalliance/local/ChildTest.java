package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.local.InstanceState.Condition;
import eu.portsalliance.local.InstanceState.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir Path folder;
  private String script = "";
  private Child.Probe probe = () -> true;
  private Child child;
  private Thread runner;

  @BeforeEach
  void part() {
    Board board = new Board(folder.resolve("state.json"), 0, 0);
    board.add("part", 0);
    child =
        new Child(
            "part",
            () -> new ProcessBuilder("sh", "-c", "exec " + script),
            () -> probe.healthy(),
            folder.resolve("part.log"),
            Leftovers.Way.PROGRAM,
            Duration.ofSeconds(20),
            board);
    runner = Thread.ofVirtual().unstarted(child);
  }

  @AfterEach
  void end() throws InterruptedException {
    child.end();
    runner.join();
  }

  @Test
  void aPartThatDiesIsStartedAgainAndCounted() throws Exception {
    Part first = healthy("cat /dev/zero >/dev/null");
    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
    Part second = await(part -> part.restarts() == 1 && part.condition() == Condition.HEALTHY);
    assertThat(second.pid()).isNotEqualTo(first.pid());
  }

  @Test
  void aStoppedPartStaysStoppedUntilItIsStarted() throws Exception {
    Part first = healthy("cat /dev/zero >/dev/null");
    child.stop();
    assertThat(ProcessHandle.of(first.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    Part stopped = await(part -> part.condition() == Condition.STOPPED);
    assertThat(stopped.restarts()).isZero();
    child.start();
    await(part -> part.condition() == Condition.HEALTHY);
  }

  @Test
  void aPartThatNeverComesUpIsGivenUpWithItsLastStatus() {
    assertThatThrownBy(() -> start("sh -c 'exit 7'", () -> false))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(PartFailed.class)
        .hasMessage("ended with status 7");
  }

  private Part healthy(String script) throws Exception {
    start(script, () -> true);
    return await(part -> part.condition() == Condition.HEALTHY);
  }

  private void start(String command, Child.Probe health) {
    script = command;
    probe = health;
    runner.start();
    child.firstHealth().join();
  }

  private Part await(Predicate<Part> so) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 400; i++) {
      Part part =
          InstanceState.read(folder.resolve("state.json"))
              .flatMap(state -> state.part("part"))
              .orElseThrow();
      if (so.test(part)) {
        return part;
      }
      assertThat(never.await(25, TimeUnit.MILLISECONDS)).isFalse();
    }
    throw new AssertionError(Files.readString(folder.resolve("state.json")));
  }
}
