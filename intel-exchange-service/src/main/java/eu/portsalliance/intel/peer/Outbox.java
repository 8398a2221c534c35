package eu.portsalliance.intel.peer;

import eu.portsalliance.intel.acceptance.Leaving;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.delivery.Delivered;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.Place;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.Tails;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.telemetry.Traces;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages of what a peer or a service of this port was given. */
@Component
class Outbox {

  private static final int LOOKED_AT = 200;

  private final Tails tails;
  private final DeliveryLog log;
  private final Cursors cursors;
  private final Leaving leaving;

  Outbox(Tails tails, DeliveryLog log, Cursors cursors, Leaving leaving) {
    this.tails = tails;
    this.log = log;
    this.cursors = cursors;
    this.leaving = leaving;
  }

  /**
   * A page.
   *
   * @param peer to whom it goes; empty for a service of this port
   */
  Mono<ObjectPage> page(
      RecipientClass recipient, Optional<Leaving.Asking> peer, @Nullable String cursor, int limit) {
    String reading = "pull " + recipient;
    return cursors
        .sealer()
        .flatMap(
            sealer ->
                place(recipient, sealer, reading, cursor)
                    .flatMap(after -> filled(recipient, peer, new Filling(List.of(), after), limit))
                    .map(filling -> page(filling, sealer, reading, limit))
                    .map(
                        page ->
                            cursor != null && page.objects().isEmpty() ? page.at(cursor) : page));
  }

  /**
   * Emits at once, and then each time that there may be more for a recipient: nobody is told of
   * what they are not given.
   */
  Flux<Long> signals(RecipientClass recipient, Optional<Leaving.Asking> peer) {
    Flux<Long> signals = tails.signals(recipient);
    return peer.map(
            asking ->
                Flux.defer(
                    () -> {
                      AtomicLong before = new AtomicLong(-1);
                      return signals.concatMap(
                          head -> {
                            long last = before.getAndSet(head);
                            return last < 0
                                ? Mono.just(head)
                                : given(recipient, asking, last).filter(any -> any).map(_ -> head);
                          },
                          1);
                    }))
        .orElse(signals);
  }

  /** Where that cannot be said, the peer looks for itself. */
  private Mono<Boolean> given(RecipientClass recipient, Leaving.Asking peer, long last) {
    return read(recipient, last, LOOKED_AT)
        .flatMap(
            entries ->
                leaving
                    .pass(peer, entries)
                    .map(
                        passed ->
                            passed.held()
                                || !passed.given().isEmpty()
                                || entries.size() == LOOKED_AT))
        .onErrorReturn(true);
  }

  /**
   * What a page has so far.
   *
   * @param given entries that the recipient is given
   * @param reached where the next read begins
   */
  private record Filling(List<Delivered> given, Place reached) {}

  /** What was taken back or does not pass is passed over, however much of it there is. */
  private Mono<Filling> filled(
      RecipientClass recipient, Optional<Leaving.Asking> peer, Filling before, int limit) {
    return read(recipient, before.reached().seq(), limit + 1)
        .flatMap(
            entries ->
                passed(peer, entries)
                    .flatMap(
                        passed -> {
                          List<Delivered> given =
                              Stream.concat(
                                      before.given().stream(),
                                      passed.given().stream().filter(one -> !one.withdrawn()))
                                  .toList();
                          List<Delivered> reached = passed.held() ? passed.given() : entries;
                          Filling after =
                              new Filling(
                                  given,
                                  reached.isEmpty() ? before.reached() : reached.getLast().place());
                          return passed.held() || given.size() > limit || entries.size() <= limit
                              ? Mono.just(after)
                              : filled(recipient, peer, after, limit);
                        }));
  }

  private Mono<List<Delivered>> read(RecipientClass recipient, long after, int most) {
    return Traces.silentOver(
        tails.after(recipient, after, most),
        found -> found.stream().map(Delivered::object).anyMatch(StoredObject::namedPersonsOnly));
  }

  private Mono<Leaving.Passed> passed(Optional<Leaving.Asking> peer, List<Delivered> entries) {
    return peer.map(asking -> leaving.pass(asking, entries))
        .orElseGet(() -> Mono.just(new Leaving.Passed(entries, false)));
  }

  private static ObjectPage page(
      Filling filling, Cursors.Sealer sealer, String reading, int limit) {
    boolean more = filling.given().size() > limit;
    List<Delivered> shown = more ? filling.given().subList(0, limit) : filling.given();
    List<StoredObject> objects = shown.stream().map(Delivered::object).toList();
    return new ObjectPage(
        objects.stream().map(StoredObject::compact).toList(),
        sealer.seal(reading, List.of(more ? shown.getLast().place() : filling.reached())),
        more,
        objects.stream()
            .map(StoredObject::trace)
            .filter(trace -> !trace.isEmpty())
            .distinct()
            .toList());
  }

  private Mono<Place> place(
      RecipientClass recipient, Cursors.Sealer sealer, String reading, @Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Mono.just(Place.START);
    }
    return Mono.justOrEmpty(sealer.places(reading, cursor, 1))
        .filterWhen(places -> log.has(List.of(recipient), places))
        .map(List::getFirst)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.INVALID_CURSOR,
                        "Pull again without a cursor: it is not yours, or the log began anew.")));
  }
}
