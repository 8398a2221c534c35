package eu.portsalliance.bench.faults;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import eu.portsalliance.testkit.history.Entry;
import eu.portsalliance.testkit.history.History;
import eu.portsalliance.testkit.history.Shown;
import eu.portsalliance.testkit.history.Version;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Reads what one seat is shown, list and stream, and writes all of it down. */
final class Reader implements AutoCloseable {
  private static final String LIST = "/api/intel/alerts?limit=200";
  private static final String STREAM = "/api/intel/alerts/stream";
  private static final int OK = 200;

  private final Seat seat;
  private final Api api;
  private final History history;
  private final EventStream stream;
  private final Set<String> earlier;
  private final Map<String, String> cursors = new HashMap<>();
  private volatile boolean ended;
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger events = new AtomicInteger();

  /**
   * @param earlier alerts of campaigns before this one, which say nothing
   */
  Reader(Seat seat, Api api, History history, Set<String> earlier) {
    this.seat = seat;
    this.api = api;
    this.history = history;
    this.earlier = earlier;
    this.stream = api.stream(STREAM);
    stream.listen(this::event);
  }

  Seat seat() {
    return seat;
  }

  int lists() {
    return lists.get();
  }

  int events() {
    return events.get();
  }

  /** Reads until it is closed, at moments that the seed draws. */
  void follow(long seed) {
    Random random = new Random(seed);
    try {
      while (!ended) {
        list();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(400, 1_600));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the list shows now, which is written down too; empty when it was not answered. */
  Optional<List<Entry.Listed>> list() {
    Instant begun = history.begun();
    Answer answer;
    try {
      answer = api.get(LIST);
    } catch (UncheckedIOException | IllegalStateException away) {
      return Optional.empty();
    }
    if (answer.status() != OK) {
      return Optional.empty();
    }
    List<Shown> all = new ArrayList<>();
    List<Shown> named = new ArrayList<>();
    JsonNode page = answer.json();
    page.path("items")
        .valueStream()
        .filter(item -> !earlier.contains(item.path("id").asString()))
        .forEach(item -> (isNamed(item) ? named : all).add(shown(item)));
    lists.incrementAndGet();
    if (!page.path("next").asString("").isEmpty()) {
      history.streamed(begun, seat.name(), "first page", "", "", List.of());
      return Optional.empty();
    }
    List<Entry.Listed> seen = new ArrayList<>();
    seen.add(listed(begun, seat.name(), all));
    if (seat.person()) {
      seen.add(listed(begun, seat.asNamed(), named));
    } else if (!named.isEmpty()) {
      seen.add(listed(begun, seat.name() + " (machine)", named));
    }
    return Optional.of(seen);
  }

  private Entry.Listed listed(Instant begun, String reader, List<Shown> shown) {
    history.listed(begun, reader, "list", shown);
    return new Entry.Listed(begun, history.begun(), reader, "list", shown);
  }

  private void event(EventStream.Event event) {
    if (!event.name().equals("alert")) {
      return; // that something is taken back shows nothing
    }
    JsonNode item = event.json();
    if (earlier.contains(item.path("id").asString())) {
      return;
    }
    events.incrementAndGet();
    String reader = isNamed(item) ? seat.asNamed() : seat.name();
    String from = cursors.getOrDefault(reader, "its beginning");
    cursors.put(reader, event.id());
    history.streamed(history.begun(), reader, "alerts", from, event.id(), List.of(shown(item)));
  }

  private static boolean isNamed(JsonNode item) {
    return item.path("tlp").asString("").equals("RED");
  }

  private static Shown shown(JsonNode item) {
    return Shown.standing(new Version(item.path("id").asString(), item.path("version").asLong()));
  }

  /** Ends stream and lists. */
  @Override
  public void close() {
    ended = true;
    stream.close();
  }
}
