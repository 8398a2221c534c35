package eu.portsalliance.intel;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Listens to a stream of server-sent events. */
public final class Events implements AutoCloseable {

  /** One event. */
  public record Event(String name, String id, String data) {}

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> opened = new CompletableFuture<>();
  private final Thread reader;
  private volatile boolean ended;
  private volatile @Nullable Stream<String> lines;

  private Events(HttpRequest request) {
    reader = Thread.ofVirtual().start(() -> read(request));
  }

  public static Events of(HttpRequest.Builder request) {
    return new Events(request.timeout(Duration.ofMinutes(5)).GET().build());
  }

  /** The status, once the stream stands. */
  public int status() {
    try {
      return opened.get(10, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Waits until the stream stands. */
  public Events opened() {
    if (status() != 200) {
      throw new AssertionError("the stream answered " + status());
    }
    return this;
  }

  public List<Event> named(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  /** Whether an alert came, and how often. */
  public long count(String id) {
    return events.stream().filter(event -> event.data().contains(id)).count();
  }

  public boolean ended() {
    return ended;
  }

  private void read(HttpRequest request) {
    try {
      HttpResponse<Stream<String>> response =
          Api.HTTP.send(request, HttpResponse.BodyHandlers.ofLines());
      lines = response.body();
      opened.complete(response.statusCode());
      String[] event = {"", "", ""};
      response.body().forEach(line -> line(line, event));
    } catch (Exception closed) {
      opened.completeExceptionally(closed);
    } finally {
      ended = true;
    }
  }

  private void line(String line, String[] event) {
    if (line.startsWith("event:")) {
      event[0] = line.substring(6);
    } else if (line.startsWith("id:")) {
      event[1] = line.substring(3);
    } else if (line.startsWith("data:")) {
      event[2] += line.substring(5);
    } else if (line.isEmpty() && !event[0].isEmpty()) {
      events.add(new Event(event[0], event[1], event[2]));
      event[0] = "";
      event[1] = "";
      event[2] = "";
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    Stream<String> open = lines;
    if (open != null) {
      Objects.requireNonNull(open).close();
    }
  }
}
