package eu.portsalliance.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root starts it in a user namespace of its own, where it is
 * nobody yet owns its files; where namespaces are not allowed, as the system's {@code nobody}.
 */
final class Unprivileged {
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Unprivileged() {}

  /** What stands before the command: nothing for an ordinary user. */
  static List<String> prefix(Path log) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    for (List<String> way : List.of(NAMESPACE, NOBODY)) {
      if (works(way, log)) {
        return way;
      }
    }
    throw new Refusal(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here: run ./alliance as an ordinary user.");
  }

  /** Gives files to the user that the prefix runs as, where that is another than ours. */
  static void hand(List<String> prefix, Path path) throws IOException {
    if (!prefix.equals(NOBODY)) {
      return;
    }
    var owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("65534");
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.toList()) {
        if (!Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
          Files.setOwner(each, owner);
        }
      }
    }
  }

  /**
   * Lets that user through to a file in folders that are ours alone; to see what is in them, not.
   */
  static void letPass(List<String> prefix, StateFolder state, Path file) throws IOException {
    if (!prefix.equals(NOBODY)) {
      return;
    }
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (at.equals(state.folder()) || at.endsWith(".alliance")) {
        var may = Files.getPosixFilePermissions(at);
        may.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(at, may);
      }
    }
  }

  private static boolean works(List<String> way, Path log) {
    try {
      List<String> command = Stream.concat(way.stream(), Stream.of("true")).toList();
      return Commands.run(command, Map.of(), log, PATIENCE) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
