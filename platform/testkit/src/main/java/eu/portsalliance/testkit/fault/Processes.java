package eu.portsalliance.testkit.fault;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Kills and freezes processes, and only those whose ids it was given. A process is known by its id
 * and its start: another one that got its id later is not touched. Of PostgreSQL give the ids of
 * the backends too where they have to freeze: a signal to the first process does not reach them.
 */
public final class Processes implements AutoCloseable {
  private final Map<Long, ProcessHandle> handles = new LinkedHashMap<>();
  private final Set<Long> paused = new LinkedHashSet<>();

  /**
   * @throws IllegalArgumentException for an id that runs nothing, or this process itself
   */
  public Processes(Collection<Long> ids) {
    for (long id : ids) {
      ProcessHandle handle =
          ProcessHandle.of(id)
              .filter(ProcessHandle::isAlive)
              .orElseThrow(() -> new IllegalArgumentException("No process has the id " + id));
      if (id <= 1 || handle.equals(ProcessHandle.current())) {
        throw new IllegalArgumentException("Not to be touched: process " + id);
      }
      handles.put(id, handle);
    }
  }

  /** SIGKILL; returns when the process is gone. One that is gone already stays so. */
  public synchronized void kill(long id) throws IOException, InterruptedException {
    ProcessHandle handle = handle(id);
    paused.remove(id);
    handle.destroyForcibly();
    try {
      handle.onExit().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Process " + id + " did not end", e);
    }
  }

  /** SIGSTOP: it holds its connections and its locks, and does nothing. */
  public synchronized void pause(long id) throws IOException, InterruptedException {
    signal("STOP", id);
    paused.add(id);
  }

  /** SIGCONT: it goes on, and finds that time has passed. */
  public synchronized void resume(long id) throws IOException, InterruptedException {
    signal("CONT", id);
    paused.remove(id);
  }

  /** Lets go on what is still paused. */
  @Override
  public synchronized void close() throws IOException {
    try {
      for (long id : Set.copyOf(paused)) {
        if (handle(id).isAlive()) {
          resume(id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted; still paused: " + paused, e);
    }
  }

  private ProcessHandle handle(long id) {
    ProcessHandle handle = handles.get(id);
    if (handle == null) {
      throw new IllegalArgumentException("Nobody handed in process " + id);
    }
    return handle;
  }

  private void signal(String name, long id) throws IOException, InterruptedException {
    if (!handle(id).isAlive()) {
      throw new IOException("Process " + id + " is gone");
    }
    int status = new ProcessBuilder("kill", "-" + name, Long.toString(id)).start().waitFor();
    if (status != 0) {
      throw new IOException("Process " + id + " did not take SIG" + name);
    }
  }
}
