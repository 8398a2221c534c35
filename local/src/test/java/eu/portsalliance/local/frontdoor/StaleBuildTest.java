package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script alone, with a Maven of a few lines that notes each call: when does it build? */
class StaleBuildTest {
  @TempDir private Path folder;

  @BeforeEach
  void repository() throws IOException {
    Files.copy(Repository.script(), folder.resolve("alliance"));
    for (String module :
        List.of(
            "local",
            "platform/access",
            "gateway",
            "identity-service",
            "port-registry-service",
            "intel-exchange-service",
            "risk-service")) {
      Files.createDirectories(folder.resolve(module + "/src/main"));
      Files.createDirectories(folder.resolve(module + "/target"));
      Files.writeString(folder.resolve(module + "/pom.xml"), "");
      Files.writeString(folder.resolve(module + "/target/" + "a-0-SNAPSHOT.jar"), "");
    }
    Files.writeString(folder.resolve("pom.xml"), "");
    Files.createDirectories(folder.resolve("docs/problems"));
    Files.writeString(folder.resolve("local/target/local-0-SNAPSHOT-exec.jar"), "");
    Files.createDirectories(folder.resolve("local/target/keycloak"));
    Files.writeString(folder.resolve("local/target/keycloak/k.tar.gz"), "");
    program("jdk/bin/javac", "");
    program("jdk/bin/java", "");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    maven("");
  }

  @Test
  void whatIsBuiltIsNotBuiltAgainUntilASourceOrAPageOfAProblemChanges() throws Exception {
    run("up");
    run("up");
    assertThat(builds()).isEqualTo(1);
    edit("risk-service/src/main/A.java");
    run("up");
    assertThat(builds()).isEqualTo(2);
    edit("docs/problems/a.md");
    run("up");
    run("up");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void whatIsEditedWhileItIsBuiltIsBuiltAgain() throws Exception {
    maven("touch '" + folder.resolve("gateway/src/main/A.java") + "'");
    run("up");
    maven("");
    run("up");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void testsThatFailLeaveNothingThatCountsAsBuilt() throws Exception {
    run("up");
    edit("gateway/src/main/A.java");
    maven("exit 1");
    assertThat(run("test")).isNotZero();
    maven("");
    run("up");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void onlyItsOwnerReadsWhatABuildSays() throws Exception {
    run("up");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(".alliance"))))
        .isEqualTo("rwx------");
  }

  private int run(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("alliance").toString(), command);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
    List.of("ALLIANCE_STATE", "ALLIANCE_FILE").forEach(builder.environment()::remove);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** A moment later than anything before, also where the clock of files is coarse. */
  private void edit(String file) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, "");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
  }

  private int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private void maven(String then) throws IOException {
    program("bin/mvn", "echo \"$*\" >>'" + folder.resolve("builds") + "'\n" + then + "\n");
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
