package eu.portsalliance.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each log below a size: the full one is copied aside once and emptied under its writer,
 * which appends.
 */
final class LogFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);
  static final long LIMIT = 8L * 1024 * 1024;
  private static final String OLD = ".1";

  private final Path folder;

  LogFiles(Path folder) {
    this.folder = folder;
  }

  void limit() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        limit(file);
      }
    } catch (IOException e) {
      LOG.warn("Logs could not be limited", e);
    }
  }

  private static void limit(Path file) throws IOException {
    if (Files.size(file) <= LIMIT) {
      return;
    }
    Files.copy(
        file, file.resolveSibling(file.getFileName() + OLD), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  /** The last lines of a log; empty if there is none. */
  static List<String> tail(Path file, int lines) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
    List<String> all = text.lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }
}
