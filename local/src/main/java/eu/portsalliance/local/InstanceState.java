package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the supervisor says about its instance, in {@code state.json}.
 *
 * @param supervisor its process id
 * @param started when that process started, which tells it from a later one with the same id
 * @param control the port of its control address on loopback
 * @param failure why it is not up, empty if it is
 */
public record InstanceState(
    long supervisor,
    Instant started,
    int control,
    Phase phase,
    String failure,
    String failedPart,
    int offset,
    List<Part> parts) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The instance as a whole. */
  public enum Phase {
    STARTING,
    UP,
    STOPPING,
    DOWN,
    FAILED
  }

  /** One part of it. */
  public enum Condition {
    WAITING,
    PREPARING,
    STARTING,
    HEALTHY,
    UNHEALTHY,
    RESTARTING,
    STOPPED,
    FAILED
  }

  /**
   * One part as it is now.
   *
   * @param detail what is being done, empty if nothing is worth saying
   * @param pid 0 when no process runs
   * @param port where it listens, 0 if nowhere
   * @param restarts how often it died and was started again
   * @param tookMillis from its start to its first health, 0 before
   */
  public record Part(
      String name,
      Condition condition,
      String detail,
      long pid,
      Instant started,
      int port,
      int restarts,
      long tookMillis) {}

  static Optional<InstanceState> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), InstanceState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      // written whole or not at all, so somebody else wrote this: what counts is which processes
      // run
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
  }

  /** The supervisor's process, if it is still there. */
  Optional<ProcessHandle> supervisorProcess() {
    return ProcessHandle.of(supervisor)
        .filter(ProcessHandle::isAlive)
        // one that was killed stays listed until its parent takes note, but has no program any more
        .filter(process -> process.info().command().isPresent())
        .filter(process -> Leftovers.isSame(process, started));
  }

  /** The part of that name, if the instance has it. */
  public Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }
}
