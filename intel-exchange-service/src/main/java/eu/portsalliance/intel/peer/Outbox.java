package eu.portsalliance.intel.peer;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.delivery.Delivered;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.Place;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.Tails;
import eu.portsalliance.intel.directory.DirectoryAge;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.telemetry.Traces;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pages of what a peer or a service of this port was given. */
@Component
class Outbox {

  private final Tails tails;
  private final DeliveryLog log;
  private final Cursors cursors;
  private final DirectoryAge age;

  Outbox(Tails tails, DeliveryLog log, Cursors cursors, DirectoryAge age) {
    this.tails = tails;
    this.log = log;
    this.cursors = cursors;
    this.age = age;
  }

  /**
   * A page.
   *
   * @param leaves whether it goes to another port: then an old directory holds back what is above
   *     GREEN, and what stands behind it, until a newer one has come
   */
  Mono<ObjectPage> page(
      RecipientClass recipient, boolean leaves, @Nullable String cursor, int limit) {
    String reading = "pull " + recipient;
    return cursors
        .sealer()
        .flatMap(
            sealer ->
                place(recipient, sealer, reading, cursor)
                    .flatMap(after -> page(recipient, leaves, sealer, after, limit))
                    .map(
                        page ->
                            cursor != null && page.objects().isEmpty() ? page.at(cursor) : page));
  }

  /** What was taken back is passed over, however much of it there is. */
  private Mono<ObjectPage> page(
      RecipientClass recipient, boolean leaves, Cursors.Sealer sealer, Place after, int limit) {
    return Traces.silentOver(
            tails.after(recipient, after.seq(), limit + 1),
            found -> found.stream().map(Delivered::object).anyMatch(StoredObject::namedPersonsOnly))
        .flatMap(
            entries -> {
              ObjectPage page = page(entries, leaves, sealer, "pull " + recipient, after, limit);
              return page.more() && page.objects().isEmpty()
                  ? page(recipient, leaves, sealer, entries.get(limit - 1).place(), limit)
                  : Mono.just(page);
            });
  }

  private ObjectPage page(
      List<Delivered> entries,
      boolean leaves,
      Cursors.Sealer sealer,
      String reading,
      Place after,
      int limit) {
    boolean free = !leaves || age.mayLeave(Tlp.RED);
    List<Delivered> leaving = free ? entries : entries.stream().takeWhile(this::mayLeave).toList();
    List<Delivered> shown = leaving.subList(0, Math.min(limit, leaving.size()));
    Place last = shown.isEmpty() ? after : shown.getLast().place();
    List<StoredObject> objects =
        shown.stream().filter(entry -> !entry.withdrawn()).map(Delivered::object).toList();
    return new ObjectPage(
        objects.stream().map(StoredObject::compact).toList(),
        sealer.seal(reading, List.of(last)),
        leaving.size() > limit,
        objects.stream()
            .map(StoredObject::trace)
            .filter(trace -> !trace.isEmpty())
            .distinct()
            .toList());
  }

  private boolean mayLeave(Delivered entry) {
    return entry.withdrawn() || age.mayLeave(entry.object().tlp());
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
