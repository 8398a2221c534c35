package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.local.InstanceState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who types {@code ./alliance ...} and reads what it says, for one instance. */
final class FrontDoor {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final List<Integer> FIXED = List.of(8080, 8101, 8102, 8103, 8180);

  private final Path top;
  private final Path root;
  private final Path state;
  private final List<String> as;
  private final Map<String, String> environment = new TreeMap<>();

  /** What came of a command. */
  record Said(int status, String out, String err) {}

  /**
   * An instance of its own.
   *
   * @param top everything of it is below: the repository in {@code root}, what is kept in {@code
   *     state}
   * @param as what stands before the command, to run it as somebody else
   */
  FrontDoor(Path top, String state, int offset, List<String> as) {
    this.top = top;
    this.root = top.resolve("root");
    this.state = top.resolve(state);
    this.as = as;
    environment.put("ALLIANCE_STATE", this.state.toString());
    environment.put("ALLIANCE_INSTALLED", top.resolve("installed").toString());
    environment.put("ALLIANCE_PORT_OFFSET", Integer.toString(offset));
    environment.put("ALLIANCE_PORTS", "nlrtm");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(StandIn.HOLD, top.resolve("hold").toString());
  }

  FrontDoor with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Path state() {
    return state;
  }

  /**
   * An offset at which none of the fixed addresses is taken, away from those of other instances.
   */
  static int freeOffset() {
    return new Random()
        .ints(2000, 9000)
        .filter(offset -> FIXED.stream().allMatch(port -> isFree(port + offset)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  Said run(String... command) throws IOException, InterruptedException {
    return end(begin(command));
  }

  /** A command under way. */
  record Begun(Process process, Path out, Path err) {}

  Begun begin(String... command) throws IOException {
    Path out = Files.createTempFile(top, "out", "");
    Path err = Files.createTempFile(top, "err", "");
    List<String> line = new ArrayList<>(as);
    line.add(root.resolve("alliance").toString());
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    return new Begun(builder.start(), out, err);
  }

  Said end(Begun begun) throws IOException, InterruptedException {
    assertThat(begun.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("it ends in time")
        .isTrue();
    return new Said(
        begun.process().exitValue(), Files.readString(begun.out()), Files.readString(begun.err()));
  }

  /** What the supervisor last wrote, whether or not it lives. */
  InstanceState lastState() throws IOException {
    return JsonMapper.builder()
        .build()
        .readValue(Files.readString(state.resolve("state.json")), InstanceState.class);
  }

  /** Everything alive that has to do with this folder, found by command line and by descent. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(top + "/"))
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .distinct()
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Kills everything at once, as a power cut does. */
  void cutPower() {
    processes().forEach(ProcessHandle::destroyForcibly);
    await().atMost(Duration.ofSeconds(20)).until(() -> processes().isEmpty());
  }

  void hold(String step) throws IOException {
    Files.createDirectories(top.resolve("hold"));
    Files.writeString(top.resolve("hold").resolve(step), "");
  }

  void release(String step) throws IOException {
    Files.deleteIfExists(top.resolve("hold").resolve(step));
  }

  void awaitHeld(String step) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(top.resolve("hold").resolve(step + ".reached")));
  }
}
