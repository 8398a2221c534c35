package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.Closing;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.delivery.Delivered;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.Place;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.Tails;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams alerts to a caller as they become visible; every batch is recorded before it leaves. */
@Component
class AlertStream {

  private static final int AT_ONCE = 100;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final Readings readings;
  private final AlertViews views;
  private final Withdrawals withdrawals;
  private final Tails tails;
  private final DeliveryLog log;
  private final Cursors cursors;
  private final Closing closing;
  private final Clock clock;

  AlertStream(
      Readings readings,
      AlertViews views,
      Withdrawals withdrawals,
      Tails tails,
      DeliveryLog log,
      Cursors cursors,
      Closing closing,
      Clock clock) {
    this.readings = readings;
    this.views = views;
    this.withdrawals = withdrawals;
    this.tails = tails;
    this.log = log;
    this.cursors = cursors;
    this.closing = closing;
    this.clock = clock;
  }

  /**
   * Opens a stream.
   *
   * @param lastEventId where to go on; absent, with what becomes visible from now on
   * @return emits the stream when it can begin, or the refusal of a cursor that is not this
   *     caller's
   */
  Mono<Flux<ServerSentEvent<Object>>> open(Caller caller, Work work, @Nullable String lastEventId) {
    List<RecipientClass> classes = readings.classes(caller);
    String reading = "stream " + caller.organisation() + " " + caller.person().orElse("");
    return cursors
        .sealer()
        .flatMap(
            sealer ->
                places(classes, sealer, reading, lastEventId)
                    .map(at -> new Follower(caller, work, classes, sealer, reading, at).events()));
  }

  private Mono<List<Place>> places(
      List<RecipientClass> classes,
      Cursors.Sealer sealer,
      String reading,
      @Nullable String lastEventId) {
    if (lastEventId != null && !lastEventId.isEmpty()) {
      List<Place> places =
          sealer
              .places(reading, lastEventId, classes.size())
              .orElseThrow(AlertPages::foreignCursor);
      return log.has(classes, places)
          .map(
              has -> {
                if (!has) {
                  throw AlertPages.foreignCursor();
                }
                return places;
              });
    }
    return log.ends(classes);
  }

  /** One open stream and where it stands in each of its classes. */
  private final class Follower {

    private final Caller caller;
    private final Work work;
    private final List<RecipientClass> classes;
    private final Cursors.Sealer sealer;
    private final String reading;
    private final List<Place> places;

    Follower(
        Caller caller,
        Work work,
        List<RecipientClass> classes,
        Cursors.Sealer sealer,
        String reading,
        List<Place> places) {
      this.caller = caller;
      this.work = work;
      this.classes = classes;
      this.sealer = sealer;
      this.reading = reading;
      this.places = new ArrayList<>(places);
    }

    Flux<ServerSentEvent<Object>> events() {
      Flux<Long> signals = Flux.merge(classes.stream().map(tails::signals).toList());
      Flux<ServerSentEvent<Object>> alerts =
          signals.onBackpressureLatest().concatMap(_ -> drain(), 0);
      Flux<ServerSentEvent<Object>> alive =
          Flux.interval(Duration.ZERO, KEEP_ALIVE)
              .onBackpressureDrop()
              .map(_ -> ServerSentEvent.<Object>builder().comment("").build());
      Mono<Long> expired = Mono.delay(Duration.between(clock.instant(), caller.expires()));
      return Flux.merge(alive, alerts)
          .takeUntilOther(Mono.firstWithSignal(expired, closing.begun()));
    }

    private Flux<ServerSentEvent<Object>> drain() {
      return Flux.range(0, classes.size()).concatMap(this::drain, 0);
    }

    private Flux<ServerSentEvent<Object>> drain(int index) {
      return Mono.defer(() -> tails.after(classes.get(index), places.get(index).seq(), AT_ONCE))
          .flatMapMany(
              batch -> {
                Flux<ServerSentEvent<Object>> events = recorded(index, batch);
                return batch.size() < AT_ONCE
                    ? events
                    : events.concatWith(Flux.defer(() -> drain(index)));
              });
    }

    private Flux<ServerSentEvent<Object>> recorded(int index, List<Delivered> batch) {
      Map<Long, AlertViews.Shown> shown = new LinkedHashMap<>();
      for (Delivered entry : batch) {
        if (!entry.withdrawn()) {
          readings
              .readable(caller, work, List.of(entry.object()))
              .forEach(one -> shown.put(entry.seq(), one));
        }
      }
      Mono<Void> recorded =
          shown.isEmpty()
              ? Mono.empty()
              : readings.record(caller, work, "stream alerts", List.copyOf(shown.values()));
      return recorded
          .then(Mono.defer(() -> withdrawals.told(caller, work, withdrawn(batch))))
          .flatMapIterable(told -> events(index, batch, shown, told));
    }

    private static List<StoredObject> withdrawn(List<Delivered> batch) {
      return batch.stream().filter(Delivered::withdrawn).map(Delivered::object).toList();
    }

    private List<ServerSentEvent<Object>> events(
        int index, List<Delivered> batch, Map<Long, AlertViews.Shown> shown, Set<String> told) {
      List<ServerSentEvent<Object>> events = new ArrayList<>();
      for (Delivered entry : batch) {
        AlertViews.Shown readable = shown.get(entry.seq());
        if (readable != null || (entry.withdrawn() && told.contains(entry.object().id()))) {
          places.set(index, entry.place());
          events.add(
              ServerSentEvent.<Object>builder()
                  .event(readable == null ? "withdrawn" : "alert")
                  .id(sealer.seal(reading, places))
                  .data(
                      readable == null
                          ? Map.of("id", entry.object().id())
                          : views.released(readable, caller))
                  .build());
        }
      }
      pass(index, batch);
      return events;
    }

    private void pass(int index, List<Delivered> batch) {
      if (!batch.isEmpty()) {
        places.set(index, batch.getLast().place());
      }
    }
  }
}
