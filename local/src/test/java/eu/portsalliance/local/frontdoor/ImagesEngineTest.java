package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images' test says on a machine without a Docker engine. */
class ImagesEngineTest {
  private static final Path IMAGES = Path.of("..", "images").toAbsolutePath().normalize();
  private static final int NOT_RUN = 3;
  @TempDir Path folder;

  @Test
  void withoutTheDockerCommandThereIsNoEngineAndItSaysSo() throws Exception {
    Said said = run("engine", "start", folder.resolve("engine").toString());
    assertThat(said.status()).isEqualTo(NOT_RUN);
    assertThat(said.text()).contains("The docker command is not installed");
    assertThat(folder.resolve("engine")).doesNotExist();
  }

  @Test
  void whatWasNeverStartedIsEndedWithoutAWord() throws Exception {
    Said said = run("engine", "stop", folder.resolve("engine").toString());
    assertThat(said).isEqualTo(new Said(0, ""));
  }

  private record Said(int status, String text) {}

  /** With a path on which there is little more than a shell. */
  private Said run(String script, String... arguments) throws IOException, InterruptedException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("bash", "env", "id")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    ProcessBuilder builder =
        new ProcessBuilder(tools.resolve("bash").toString(), IMAGES.resolve(script).toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("PATH", tools.toString());
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
