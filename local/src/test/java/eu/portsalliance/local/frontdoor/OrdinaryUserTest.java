package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.frontdoor.FrontDoor.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As somebody without any rights. Where the tests run as root it becomes {@code nobody} first, and
 * {@link UpAndDownTest} is the proof for root; otherwise the tests' own user is an ordinary one.
 */
class OrdinaryUserTest {
  private static final String NOBODY = "65534";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final List<String> ORDINARY =
      ROOT
          ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
          : List.of();
  @TempDir private Path top;
  private final int offset = FrontDoor.freeOffset();

  @BeforeEach
  void repository() throws IOException {
    Repository.in(Files.createDirectory(top.resolve("root")));
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
    give(top);
  }

  private static void give(Path folder) throws IOException {
    if (!ROOT) {
      return;
    }
    var users = folder.getFileSystem().getUserPrincipalLookupService();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setOwner(each, users.lookupPrincipalByName(NOBODY));
      }
    }
  }

  @AfterEach
  void end() {
    door("state").cutPower();
  }

  private FrontDoor door(String state) {
    return new FrontDoor(top, state, offset, ORDINARY);
  }

  @Test
  void anOrdinaryUserBringsItUpAndTakesItDown() throws Exception {
    FrontDoor door = door("state");
    Said up = door.run("up");
    assertThat(up.status()).as(up.toString()).isZero();
    long[] pids =
        door.lastState().parts().stream().mapToLong(Part::pid).filter(pid -> pid > 0).toArray();
    assertThat(pids).hasSizeGreaterThanOrEqualTo(8);
    for (long pid : pids) {
      assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().user()))
          .get()
          .isNotEqualTo("root");
    }
    assertThat(door.run("down").status()).isZero();
    assertThat(door.processes()).isEmpty();
  }

  @Test
  void aStateFolderOfSomebodyElseIsRefusedInOneSentence() throws Exception {
    FrontDoor door = door("state");
    Path others = Files.createDirectory(door.state());
    Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (ROOT) {
      Files.setOwner(
          others,
          others.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("root"));
    }
    Said up = door.run("up");
    assertThat(up.status()).as(up.toString()).isEqualTo(2);
    assertThat(up.err().lines()).singleElement().asString().contains("belongs to another user");
  }
}
