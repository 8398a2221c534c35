package eu.portsalliance.local.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events as they arrive (HTML Living Standard, section 9.2). After a cut it opens the
 * stream again from the last event's id; events are kept until it is closed.
 */
public final class EventStream implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PAUSE_MILLIS = 100;
  private static final int OK = 200;

  /**
   * One event.
   *
   * @param received {@link System#nanoTime()} when its last line was read
   */
  public record Event(String name, String id, String data, long received) {
    public JsonNode json() {
      return JSON.readTree(data);
    }
  }

  /** Opens the stream behind a cursor, which is empty at first. */
  interface Opening {
    HttpResponse<InputStream> open(String cursor);
  }

  private final Opening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Event> events = new ArrayList<>();
  private Consumer<Event> listener = event -> {};
  private @Nullable InputStream body;
  private boolean closed;
  private int opened;
  private String refusal = "";
  private String cursor = "";

  private EventStream(Opening opening) {
    this.opening = opening;
  }

  static EventStream open(Opening opening) {
    EventStream stream = new EventStream(opening);
    Thread.ofVirtual().name("event-stream").start(stream::follow);
    return stream;
  }

  /** Waits until the server has accepted the stream for the first time. */
  public EventStream awaitOpen(Duration patience) {
    if (!until(() -> opened > 0 || !refusal.isEmpty(), patience) || opened == 0) {
      throw new IllegalStateException("the stream was not opened: " + refusal);
    }
    return this;
  }

  /** Is told every event from now on, on the reading thread. */
  public void listen(Consumer<Event> consumer) {
    lock.lock();
    try {
      listener = consumer;
    } finally {
      lock.unlock();
    }
  }

  /** The first event that is so, of those that came or will come in time. */
  public Optional<Event> await(Predicate<Event> so, Duration patience) {
    until(() -> events.stream().anyMatch(so), patience);
    return events().stream().filter(so).findFirst();
  }

  /** All events so far. */
  public List<Event> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    @Nullable InputStream open;
    lock.lock();
    try {
      closed = true;
      open = body;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // it is over either way
        refusal = String.valueOf(e.getMessage());
      }
    }
  }

  private interface State {
    boolean holds();
  }

  private boolean until(State state, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!state.holds()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    while (!isClosed()) {
      try {
        HttpResponse<InputStream> response = opening.open(cursor);
        try (InputStream in = response.body()) {
          if (response.statusCode() == OK) {
            accepted(in);
            read(in);
          } else {
            refused(
                response.statusCode()
                    + " "
                    + new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        refused(String.valueOf(e.getMessage()));
      }
      until(() -> closed, Duration.ofMillis(PAUSE_MILLIS));
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void accepted(InputStream in) {
    lock.lock();
    try {
      body = in;
      opened++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void refused(String why) {
    lock.lock();
    try {
      refusal = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void read(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String name = "message";
    String id = cursor;
    StringBuilder data = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isEmpty()) {
        cursor = id; // not before the event is whole: one that was cut in the middle comes again
        if (!data.isEmpty()) {
          came(new Event(name, cursor, data.substring(0, data.length() - 1), System.nanoTime()));
        }
        name = "message";
        data.setLength(0);
      } else if (line.startsWith("event:")) {
        name = value(line, "event:");
      } else if (line.startsWith("id:")) {
        id = value(line, "id:");
      } else if (line.startsWith("data:")) {
        data.append(value(line, "data:")).append('\n');
      }
    }
  }

  private static String value(String line, String field) {
    String value = line.substring(field.length());
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private void came(Event event) {
    Consumer<Event> told;
    lock.lock();
    try {
      events.add(event);
      told = listener;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    told.accept(event);
  }
}
