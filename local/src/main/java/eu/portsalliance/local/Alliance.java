package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Condition;
import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.InstanceState.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One instance of the alliance on this machine, as {@code ./alliance} and the tests and benchmarks
 * handle it. The instance itself lives in a supervisor process of its own and outlives the caller.
 */
public final class Alliance {
  private static final Duration UP_PATIENCE = Duration.ofMinutes(15);
  private static final Duration DOWN_PATIENCE = Duration.ofSeconds(45);
  private static final Duration PART_PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Options options;
  private final StateFolder state;

  private Alliance(Options options) {
    this.options = options;
    this.state = new StateFolder(options.state());
  }

  public static Alliance of(Options options) {
    return new Alliance(options);
  }

  public Options options() {
    return options;
  }

  /** {@code alliance.json}: addresses, clients, people. It exists once the instance was up. */
  public Path allianceFile() {
    return state.allianceFile();
  }

  /** The log of one part. */
  public Path log(String part) {
    return state.log(part);
  }

  /** What the supervisor last said, if it is alive. */
  public Optional<InstanceState> running() {
    return InstanceState.read(state.stateFile())
        .filter(instance -> instance.supervisorProcess().isPresent())
        .filter(instance -> instance.phase() != Phase.DOWN && instance.phase() != Phase.FAILED);
  }

  public boolean isUp() {
    return running().filter(instance -> instance.phase() == Phase.UP).isPresent();
  }

  /**
   * Brings the instance up and returns when every part is healthy; one that is up already stays as
   * it is.
   *
   * @param watcher sees the state each time it changed
   * @throws Refusal with one sentence that says what to do, when it cannot come up; nothing is left
   *     running
   */
  public void up(Consumer<InstanceState> watcher) {
    if (isUp()) {
      return;
    }
    startOnce();
    Thread undo = new Thread(this::down, "undo");
    Runtime.getRuntime().addShutdownHook(undo);
    awaitUp(watcher);
    Runtime.getRuntime().removeShutdownHook(undo);
  }

  /**
   * One caller at a time: a second that saw nothing running yet would take the first one's
   * supervisor for something left over.
   */
  private void startOnce() {
    state.make();
    try (FileChannel channel =
            FileChannel.open(
                state.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && running().isEmpty()) {
        clearAway();
        mustFit();
        launch();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void mustFit() {
    Addresses.mustBeFree(options.allianceGatewayPort(), "the alliance's portal");
    Addresses.mustBeFree(options.keycloakPort(), "Keycloak");
    for (FoundingPort port : options.ports()) {
      Addresses.mustBeFree(options.gatewayPort(port), "the gateway of " + port.title());
    }
    Path made = state.madeForOffset();
    try {
      if (Files.exists(made)
          && !Files.readString(made).strip().equals(Integer.toString(options.offset()))) {
        throw new Refusal(
            "The data in %s was made with ALLIANCE_PORT_OFFSET=%s: start it with that, choose another ALLIANCE_STATE, or start anew with ./alliance reset."
                .formatted(state.folder(), Files.readString(made).strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    // made here, so that both processes know it
    Secrets.open(state.secretsFile()).of("control");
    try {
      Files.deleteIfExists(state.stateFile());
      Files.deleteIfExists(state.allianceFile());
      List<String> command = new ArrayList<>(detached());
      command.addAll(
          List.of(
              Commands.java(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseCompactObjectHeaders",
              "-Xms16m",
              "-Xmx64m",
              "--enable-native-access=ALL-UNNAMED",
              Leftovers.mark(state.folder())));
      command.addAll(program());
      command.add("supervise");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(options.toEnvironment());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(state.log("supervisor").toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Process process = builder.start();
      if (!Waiting.until(
          () -> Files.exists(state.stateFile()) || !process.isAlive(),
          LOOK,
          Duration.ofSeconds(30))) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The supervisor could not be started", e);
    }
  }

  /** A session of its own, so that closing the terminal does not end the alliance. */
  private static List<String> detached() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .map(List::of)
        .orElse(List.of("nohup"));
  }

  private List<String> program() throws IOException {
    Path target = options.root().resolve("local/target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        Optional<Path> jar =
            files.filter(file -> file.toString().endsWith("-exec.jar")).findFirst();
        if (jar.isPresent()) {
          Files.copy(jar.get(), state.program(), StandardCopyOption.REPLACE_EXISTING);
          return List.of("-jar", state.program().toString());
        }
      }
    }
    return List.of("-cp", System.getProperty("java.class.path"), Main.class.getName());
  }

  private void awaitUp(Consumer<InstanceState> watcher) {
    boolean over =
        Waiting.until(
            () -> {
              InstanceState.read(state.stateFile()).ifPresent(watcher);
              return isUp() || running().isEmpty();
            },
            LOOK,
            UP_PATIENCE);
    if (isUp()) {
      return;
    }
    Optional<InstanceState> last = InstanceState.read(state.stateFile());
    down();
    String part = last.map(InstanceState::failedPart).orElse("");
    String why = last.map(InstanceState::failure).orElse("");
    String log = state.log(part.isEmpty() ? "supervisor" : part).toString();
    throw new Refusal(
        over && !why.isEmpty()
            ? "%s%s (its log: %s)".formatted(part.isEmpty() ? "" : part + " ", why, log)
            : "The alliance did not come up; %s says more.".formatted(log));
  }

  /**
   * Ends every process of the instance, also when its supervisor is gone; returns when none is
   * left.
   */
  public void down() {
    running().ifPresent(this::askDown);
    clearAway();
  }

  private void askDown(InstanceState instance) {
    try {
      control(instance).down();
    } catch (IOException e) {
      instance.supervisorProcess().ifPresent(ProcessHandle::destroy);
    }
    instance.supervisorProcess().ifPresent(process -> Leftovers.gone(process, DOWN_PATIENCE));
  }

  /**
   * Ends what an instance left that was killed or cut off: first the supervisor, then programs,
   * PostgreSQL last.
   */
  private void clearAway() {
    Optional<InstanceState> last = InstanceState.read(state.stateFile());
    last.flatMap(InstanceState::supervisorProcess).ifPresent(ProcessHandle::destroyForcibly);
    List<ProcessHandle> left = new ArrayList<>(Leftovers.of(options.state()));
    last.stream()
        .flatMap(instance -> instance.parts().stream())
        .filter(part -> part.pid() > 0)
        .flatMap(part -> alive(part).stream())
        .filter(process -> !left.contains(process))
        .forEach(left::add);
    for (Leftovers.Way way : Leftovers.Way.values()) {
      List<ProcessHandle> these =
          left.stream().filter(process -> Leftovers.way(process) == way).toList();
      these.forEach(process -> Leftovers.ask(process, way));
      these.forEach(process -> Leftovers.end(process, way));
    }
  }

  private static Optional<ProcessHandle> alive(Part part) {
    return ProcessHandle.of(part.pid())
        .filter(ProcessHandle::isAlive)
        .filter(process -> Leftovers.isSame(process, part.started()));
  }

  /**
   * Stops one part, which stays stopped until {@link #start}; {@code alliance-plane} names all of
   * that plane.
   */
  public void stop(String part) {
    InstanceState instance = mustRun();
    parts(part).parallelStream().forEach(name -> act(() -> control(instance).stop(name)));
    await(part, Condition.STOPPED);
  }

  /** Starts a stopped part and returns when it is healthy. */
  public void start(String part) {
    InstanceState instance = mustRun();
    for (String name : parts(part)) {
      act(() -> control(instance).start(name));
    }
    await(part, Condition.HEALTHY);
  }

  private static List<String> parts(String word) {
    return word.equals("alliance-plane")
        ? List.of("alliance-gateway", "registry", "identity", Keycloak.PART)
        : List.of(word);
  }

  private void await(String word, Condition condition) {
    for (String name : parts(word)) {
      if (!Waiting.until(
          () ->
              running()
                  .flatMap(instance -> instance.part(name))
                  .filter(part -> part.condition() == condition)
                  .isPresent(),
          LOOK,
          PART_PATIENCE)) {
        throw new Refusal(
            "%s did not become %s within %d s; its log: %s"
                .formatted(name, condition, PART_PATIENCE.toSeconds(), state.log(name)));
      }
    }
  }

  private InstanceState mustRun() {
    return running()
        .orElseThrow(() -> new Refusal("The alliance is not running: ./alliance up starts it."));
  }

  /**
   * Forgets everything this instance keeps; what is installed for all instances goes too if {@code
   * all}.
   */
  public void reset(boolean all) throws IOException {
    down();
    for (Path path :
        List.of(
            state.database(),
            state.freshDatabase(),
            state.keycloakHome(),
            state.secrets(),
            state.configuration(),
            state.logs(),
            state.stateFile(),
            state.allianceFile(),
            state.madeForOffset(),
            state.program(),
            state.lock(),
            state.startLock())) {
      Installed.delete(path);
    }
    if (all) {
      Installed.delete(options.installed());
    }
  }

  private ControlClient control(InstanceState instance) {
    return new ControlClient(instance.control(), Secrets.open(state.secretsFile()).of("control"));
  }

  private interface Act {
    void run() throws IOException;
  }

  private static void act(Act act) {
    try {
      act.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
