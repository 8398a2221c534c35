package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Where the processes of the alliance listen, as the kernel says: SECURITY.md promises loopback.
 */
class ListeningTest {
  private static final String LISTENS = "0A";
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  /** One socket that listens. */
  private record Listener(String process, InetAddress address, int port) {}

  @Test
  void every_process_of_the_alliance_listens_on_loopback_only() throws IOException {
    Map<String, Listener> sockets = new HashMap<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/net", table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream().skip(1).forEach(line -> read(line, sockets));
      }
    }
    List<Listener> ours = new ArrayList<>();
    Set<Long> listening = new HashSet<>();
    for (ProcessHandle process : processes().toList()) {
      for (String inode : inodes(process.pid())) {
        Listener listener = sockets.get(inode);
        if (listener != null) {
          String name = process.info().commandLine().orElse("process " + process.pid());
          ours.add(new Listener(name, listener.address(), listener.port()));
          listening.add(process.pid());
        }
      }
    }
    // each JVM and the database listens: where none of it is seen, nothing was looked at
    assertThat(listening).hasSizeGreaterThan(TheAlliance.processes().size());
    assertThat(ours).allMatch(listener -> listener.address().isLoopbackAddress());
  }

  /** The supervisor, its parts, and what these started. */
  private static Stream<ProcessHandle> processes() {
    long supervisor = TheAlliance.control().running().orElseThrow().supervisor();
    ProcessHandle first = ProcessHandle.of(supervisor).orElseThrow();
    return Stream.concat(Stream.of(first), first.descendants());
  }

  private static void read(String line, Map<String, Listener> sockets) {
    String[] words = line.strip().split("\\s+", -1);
    if (words[3].equals(LISTENS)) {
      String[] local = words[1].split(":", -1);
      sockets.put(words[9], new Listener("", address(local[0]), Integer.parseInt(local[1], 16)));
    }
  }

  /** The kernel prints an address in words of four bytes, each as the machine holds it. */
  private static InetAddress address(String hex) {
    byte[] held = HexFormat.of().parseHex(hex);
    byte[] address = new byte[held.length];
    for (int i = 0; i < held.length; i++) {
      address[i] = held[LITTLE ? i ^ 3 : i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> inodes(long pid) throws IOException {
    List<String> inodes = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (NoSuchFileException _) {
          // closed meanwhile
        }
      }
    } catch (NoSuchFileException _) {
      // a short-lived process of the database: it listens nowhere any more
      return List.of();
    }
    return inodes;
  }
}
