package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script alone, among JDKs of a few lines each that say who they are. Where it looks for JDKs
 * of the machine it looks in a folder of the test.
 */
class JdkSearchTest {
  private static final List<String> TOOLS =
      List.of("bash", "dirname", "readlink", "grep", "find", "head", "mkdir", "tail", "touch");
  @TempDir private Path folder;

  @BeforeEach
  void machine() throws IOException {
    String script = Files.readString(Repository.script());
    String moved =
        script
            .replace("/usr/lib/jvm/", folder + "/jvm/")
            .replace("/Library/Java/", folder + "/Library/")
            .replace("/opt/java/", folder + "/opt/");
    assertThat(moved).isNotEqualTo(script);
    Files.copy(Repository.script(), folder.resolve("alliance"));
    Files.writeString(folder.resolve("alliance"), moved);
    Files.createDirectories(folder.resolve("local/target"));
    Files.writeString(folder.resolve("local/target/local-0-exec.jar"), "");
    Files.createDirectories(folder.resolve("jvm"));
    Path path = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(path.resolve(tool), tool(tool));
    }
    // what the machine's own commands are: Java 17
    Path old = jdk("jvm/java-17", "17.0.15");
    Files.createSymbolicLink(path.resolve("java"), old.resolve("bin/java"));
    Files.createSymbolicLink(path.resolve("javac"), old.resolve("bin/javac"));
  }

  @Test
  void javaOnThePathMayBe17WhenAJdk25IsInstalled() throws Exception {
    jdk("jvm/temurin-25", "25.0.3");
    Said said = run(Map.of("JAVA_HOME", folder.resolve("jvm/java-17").toString()));
    assertThat(said.status()).as(said.toString()).isZero();
    assertThat(said.out()).startsWith("25.0.3 runs ").endsWith(" status\n");
  }

  @Test
  void aJdkInTheHomeFolderOrNamedByItsVariableIsFoundToo() throws Exception {
    jdk("home/.sdkman/candidates/java/25-tem", "25");
    assertThat(run(Map.of()).out()).startsWith("25 runs ");
    Path named = jdk("elsewhere", "25.0.9");
    assertThat(run(Map.of("JAVA_HOME_25_X64", named.toString())).out()).startsWith("25.0.9 runs ");
  }

  @Test
  void otherScriptsAreToldWhereItIs() throws Exception {
    Path home = jdk("jvm/temurin-25", "25.0.3");
    assertThat(run(Map.of(), "jdk")).isEqualTo(new Said(0, home + "\n", ""));
  }

  @Test
  void withoutAJdk25OneSentenceSaysSoAndNothingRuns() throws Exception {
    jdk("jvm/java-21", "21.0.2");
    // a runtime alone cannot build
    Files.delete(jdk("jvm/jre-25", "25.0.3").resolve("bin/javac"));
    Said said = run(Map.of());
    assertThat(said)
        .isEqualTo(
            new Said(
                2,
                "",
                "JDK 25 was not found: install one (for instance temurin-25-jdk) or set JAVA_HOME to it.\n"));
  }

  @Test
  void withoutMavenOneSentenceSaysSo() throws Exception {
    jdk("jvm/temurin-25", "25.0.3");
    Said said = run(Map.of(), "up");
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).singleElement().asString().startsWith("Maven was not found:");
  }

  private record Said(int status, String out, String err) {}

  private Said run(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(folder.resolve("alliance").toString()),
                    command.length == 0 ? Stream.of("status") : Stream.of(command))
                .toList());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin").toString());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().putAll(variables);
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    Process process = builder.redirectOutput(out).redirectError(err).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    for (String program : List.of("java", "javac")) {
      Path file = home.resolve("bin").resolve(program);
      Files.writeString(file, "#!/usr/bin/env bash\necho \"" + version + " runs $*\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  private static Path tool(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
