package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Condition;
import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.InstanceState.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the supervisor knows of every part; each change is on disk before the next begins. */
final class Board {
  private final Path file;
  private final int control;
  private final int offset;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private Phase phase = Phase.STARTING;
  private String failure = "";
  private String failedPart = "";

  Board(Path file, int control, int offset) {
    this.file = file;
    this.control = control;
    this.offset = offset;
  }

  synchronized void add(String name, int port) {
    parts.put(name, new Part(name, Condition.WAITING, "", 0, Instant.EPOCH, port, 0, 0));
  }

  synchronized void phase(Phase next) {
    phase = next;
    write();
  }

  synchronized Phase phase() {
    return phase;
  }

  synchronized void fail(String part, String sentence) {
    failedPart = part;
    failure = sentence;
    phase = Phase.FAILED;
    write();
  }

  void preparing(String name, String detail) {
    change(name, part -> with(part, Condition.PREPARING, detail));
  }

  void condition(String name, Condition condition, String detail) {
    change(name, part -> with(part, condition, detail));
  }

  void started(String name, long pid, Instant at) {
    change(
        name,
        part ->
            new Part(
                name,
                Condition.STARTING,
                "",
                pid,
                at,
                part.port(),
                part.restarts(),
                part.tookMillis()));
  }

  void healthy(String name, long tookMillis) {
    change(
        name,
        part ->
            new Part(
                name,
                Condition.HEALTHY,
                "",
                part.pid(),
                part.started(),
                part.port(),
                part.restarts(),
                tookMillis));
  }

  void ended(String name, Condition condition, String detail, boolean again) {
    change(
        name,
        part ->
            new Part(
                name,
                condition,
                detail,
                0,
                Instant.EPOCH,
                part.port(),
                part.restarts() + (again ? 1 : 0),
                part.tookMillis()));
  }

  synchronized boolean has(String name) {
    return parts.containsKey(name);
  }

  private static Part with(Part part, Condition condition, String detail) {
    return new Part(
        part.name(),
        condition,
        detail,
        part.pid(),
        part.started(),
        part.port(),
        part.restarts(),
        part.tookMillis());
  }

  private synchronized void change(String name, UnaryOperator<Part> change) {
    parts.computeIfPresent(name, (key, part) -> change.apply(part));
    write();
  }

  private synchronized void write() {
    ProcessHandle self = ProcessHandle.current();
    new InstanceState(
            self.pid(),
            self.info().startInstant().orElse(Instant.EPOCH),
            control,
            phase,
            failure,
            failedPart,
            offset,
            new ArrayList<>(parts.values()))
        .write(file);
  }
}
