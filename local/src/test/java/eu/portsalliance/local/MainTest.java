package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpNamesEveryCommand() throws IOException {
    assertThat(run("help")).isZero();
    assertThat(text(out))
        .contains(
            "up", "down", "status", "logs", "reset", "demo", "test", "verify", "images", "bench",
            "audit");
  }

  @Test
  void anUnknownCommandIsRefusedInOneSentence() throws IOException {
    assertThat(run("launch")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("'launch' is not a command: ./alliance help lists them.\n");
  }

  @Test
  void auditIsVerifiedAndNothingElse() throws IOException {
    assertThat(run("audit", "everything")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("audit takes verify and nothing else.\n");
  }

  private int run(String... arguments) throws IOException {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
