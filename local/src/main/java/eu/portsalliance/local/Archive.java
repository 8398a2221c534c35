package eu.portsalliance.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks tar archives, with links and the executable bit. */
final class Archive {
  private static final int OWNER_EXECUTES = 0100;

  private Archive() {}

  static void unpackXz(InputStream archive, Path target) throws IOException {
    try (InputStream plain = new XZInputStream(new BufferedInputStream(archive))) {
      unpack(plain, target, 0);
    }
  }

  /** Unpacks a .tar.gz, leaving out the archive's single top folder. */
  static void unpackGzip(Path archive, Path target) throws IOException {
    try (InputStream plain =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      unpack(plain, target, 1);
    }
  }

  private static void unpack(InputStream plain, Path target, int leaveOut) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(plain))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path name = Path.of(entry.getName()).normalize();
        if (name.getNameCount() > leaveOut && !name.toString().isEmpty()) {
          write(tar, entry, inside(target, name.subpath(leaveOut, name.getNameCount())));
        }
      }
    }
  }

  private static Path inside(Path target, Path name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("The archive reaches outside its folder: " + name);
    }
    return path;
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
