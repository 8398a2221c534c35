package eu.portsalliance.intel.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows the classes that somebody in this process listens to, with one read for all of them. */
@Component
public class Tails {

  private static final int AT_ONCE = 200;

  private final DeliveryLog log;
  private final Map<String, Tail> tails = new ConcurrentHashMap<>();
  private final Coalesced reading;
  private final Coalesced checking;

  Tails(DeliveryLog log) {
    this.log = log;
    this.reading = new Coalesced("Reading the delivery log", Mono.defer(this::read));
    this.checking = new Coalesced("Checking the delivery log", Mono.defer(this::compare));
  }

  /**
   * Emits at once and then each time that the class may have more; the value is the number known. A
   * slow listener gets the latest signal only.
   */
  public Flux<Long> signals(RecipientClass recipient) {
    return Flux.defer(
            () -> {
              Tail tail = joined(recipient);
              return tail.signals()
                  .mergeWith(start(recipient, tail))
                  .doFinally(_ -> leave(recipient));
            })
        .onBackpressureLatest();
  }

  /** What a class was given after a number; from memory where it is the newest. */
  public Mono<List<Delivered>> after(RecipientClass recipient, long position, int limit) {
    Tail tail = tails.get(recipient.value());
    return Mono.justOrEmpty(tail == null ? null : tail.after(position, limit).orElse(null))
        .switchIfEmpty(Mono.defer(() -> log.after(recipient, position, limit)));
  }

  /** Hears the new heads of some classes. */
  void heard(Map<String, Long> heads) {
    boolean behind = false;
    for (Map.Entry<String, Long> head : heads.entrySet()) {
      Tail tail = tails.get(head.getKey());
      behind |= tail != null && tail.heard(head.getValue());
    }
    if (behind) {
      reading.trigger();
    }
  }

  /**
   * Asks the database for the heads of all classes that are followed: what nobody told is found.
   */
  void check() {
    if (!tails.isEmpty()) {
      checking.trigger();
    }
  }

  private Mono<Void> compare() {
    return log.heads(tails.keySet()).doOnNext(this::heard).then();
  }

  private Mono<Void> read() {
    Map<String, Long> behind = new HashMap<>();
    tails.forEach((name, tail) -> tail.behind().ifPresent(last -> behind.put(name, last)));
    return behind.isEmpty()
        ? Mono.empty()
        : log.behind(behind, AT_ONCE).collectList().doOnNext(this::spread).then();
  }

  private void spread(List<Delivered> read) {
    Map<String, StoredObject> shared = new HashMap<>();
    Map<String, List<Delivered>> byClass = new HashMap<>();
    for (Delivered entry : read) {
      StoredObject object =
          shared.computeIfAbsent(
              entry.object().id() + entry.object().modified(), _ -> entry.object());
      byClass
          .computeIfAbsent(entry.recipient(), _ -> new ArrayList<>())
          .add(new Delivered(entry.recipient(), entry.place(), object, entry.withdrawn()));
    }
    byClass.forEach(
        (name, entries) -> {
          Tail tail = tails.get(name);
          if (tail != null) {
            tail.append(entries);
          }
        });
    if (!read.isEmpty() && tails.values().stream().anyMatch(tail -> tail.behind().isPresent())) {
      reading.trigger();
    }
  }

  private Tail joined(RecipientClass recipient) {
    Tail tail =
        tails.compute(
            recipient.value(), (_, known) -> (known == null ? new Tail() : known).joined());
    return Objects.requireNonNull(tail);
  }

  /** The head is read after the tail was put in place: whatever comes later is heard of. */
  private Mono<Long> start(RecipientClass recipient, Tail tail) {
    return log.heads(List.of(recipient.value()))
        .map(heads -> heads.getOrDefault(recipient.value(), 0L))
        .doOnNext(tail::startAt)
        .doOnNext(_ -> reading.trigger());
  }

  private void leave(RecipientClass recipient) {
    tails.computeIfPresent(recipient.value(), (_, tail) -> tail.left() ? tail : null);
  }
}
