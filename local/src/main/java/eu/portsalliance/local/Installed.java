package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Things built once and used by every instance. A folder counts as built when its marker, written
 * last, is there; what a power cut left half-built has none and is built again. Two instances that
 * want the same thing wait for each other.
 */
final class Installed {
  private static final String MARKER = ".complete";
  private static final Duration TO_DISK = Duration.ofMinutes(1);

  private final Path folder;

  Installed(Path folder) {
    this.folder = folder;
  }

  /** Fills an empty folder. */
  interface Builder {
    void build(Path empty) throws IOException;
  }

  /** The finished folder of that name, built if need be. */
  Path folder(String name, Builder builder) {
    Path target = folder.resolve(name);
    if (isComplete(target)) {
      return target;
    }
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !isComplete(target)) {
          delete(target);
          Files.createDirectories(target);
          builder.build(target);
          // the mark must not reach the disk before what it vouches for
          Commands.run(List.of("sync"), Map.of(), Path.of("/dev/null"), TO_DISK);
          complete(target);
        }
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot build %s: %s".formatted(target, e), e);
    }
  }

  static boolean isComplete(Path target) {
    return Files.exists(target.resolve(MARKER));
  }

  static void complete(Path target) throws IOException {
    Files.writeString(target.resolve(MARKER), "");
  }

  /**
   * Removes older folders of the same kind that nobody can be using any more: all but the newest
   * few.
   */
  void keepNewest(String prefix, int count) {
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> oldest =
          found
              .filter(
                  path ->
                      path.getFileName().toString().startsWith(prefix) && Files.isDirectory(path))
              .sorted(Comparator.comparingLong(Installed::modified).reversed())
              .skip(count)
              .toList();
      for (Path path : oldest) {
        delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all it holds; a link is deleted, not followed. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static long modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}
