package eu.portsalliance.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessesTest {
  private final Process echo = new ProcessBuilder("cat").start();

  ProcessesTest() throws IOException {}

  @BeforeEach
  void itAnswers() throws IOException {
    say("one");
    assertThat(answers().readLine()).isEqualTo("one");
  }

  @AfterEach
  void end() {
    echo.destroyForcibly();
  }

  @Test
  void whatIsKilledIsGoneWhenTheCallReturns() throws Exception {
    try (Processes processes = new Processes(List.of(echo.pid()))) {
      processes.kill(echo.pid());
      assertThat(echo.isAlive()).isFalse();
      assertThat(echo.waitFor()).isEqualTo(128 + 9);
      assertThatThrownBy(() -> processes.pause(echo.pid()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is gone");
    }
  }

  @Test
  void whatIsPausedLivesAndAnswersWhenItGoesOn() throws Exception {
    try (Processes processes = new Processes(List.of(echo.pid()))) {
      processes.pause(echo.pid());
      while (state() != 'T') {
        Thread.onSpinWait(); // it stops when it is its turn to run
      }
      say("two");
      assertThat(echo.isAlive()).isTrue();
      processes.resume(echo.pid());
      assertThat(answers().readLine()).isEqualTo("two");
    }
  }

  @Test
  void whatIsStillPausedAtTheEndGoesOn() throws Exception {
    try (Processes processes = new Processes(List.of(echo.pid()))) {
      processes.pause(echo.pid());
      say("three");
    }
    assertThat(answers().readLine()).isEqualTo("three");
  }

  @Test
  void whatIsPausedCanBeKilled() throws Exception {
    try (Processes processes = new Processes(List.of(echo.pid()))) {
      processes.pause(echo.pid());
      processes.kill(echo.pid());
    }
    assertThat(echo.isAlive()).isFalse();
  }

  @Test
  void whatWasNotHandedInIsNotTouched() throws Exception {
    Process other = new ProcessBuilder("cat").start();
    try (Processes processes = new Processes(List.of(echo.pid()))) {
      assertThatThrownBy(() -> processes.kill(other.pid()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Nobody handed in process " + other.pid());
      assertThatThrownBy(() -> processes.pause(other.pid()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void thisProcessAndOnesThatDoNotRunAreRefused() throws Exception {
    assertThatThrownBy(() -> new Processes(List.of(ProcessHandle.current().pid())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not to be touched");
    echo.destroyForcibly().waitFor();
    assertThatThrownBy(() -> new Processes(List.of(echo.pid())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No process has the id " + echo.pid());
  }

  private char state() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + echo.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private void say(String line) throws IOException {
    Writer writer = echo.outputWriter();
    writer.write(line + "\n");
    writer.flush();
  }

  private BufferedReader answers() {
    return echo.inputReader();
  }
}
