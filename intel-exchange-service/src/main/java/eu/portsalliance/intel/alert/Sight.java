package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the other features of the exchange ask about alerts: what a caller sees of which. */
@Component
public class Sight {

  private final AlertViews views;
  private final DeliveryLog log;
  private final Readings readings;
  private final Publishing publishing;

  Sight(AlertViews views, DeliveryLog log, Readings readings, Publishing publishing) {
    this.views = views;
    this.log = log;
    this.readings = readings;
    this.publishing = publishing;
  }

  /**
   * As whom a caller reads, by the directory of this moment; empty while there is none, and for who
   * may not even read what is for all.
   */
  public Optional<Recipient> recipient(Caller caller, Work work) {
    return readings.reads(caller, work) ? readings.recipient(caller, work) : Optional.empty();
  }

  /** The classes whose part of the delivery log a caller reads. */
  public List<RecipientClass> classes(Caller caller) {
    return readings.classes(caller);
  }

  /**
   * A released alert that the caller may read.
   *
   * @param open whether its content is: its limits, where it has any (H3), are accepted
   */
  public record Seen(StoredObject object, boolean open) {

    /** Its content; whoever has not opened it is told to. */
    public StoredObject opened() {
      if (!open) {
        throw Attaching.sealed();
      }
      return object;
    }
  }

  /** A released alert that the caller may read; empty when there is none for them. */
  public Mono<Seen> released(Caller caller, Work work, String id) {
    return readings
        .standing(caller, work, id)
        .flatMap(shown -> views.open(shown, caller).map(open -> new Seen(shown.object(), open)));
  }

  /** The authorities of this port beside one that may read an alert. */
  public Set<String> authorities(StixAlert alert, String beside) {
    return publishing.others(beside, alert);
  }

  /** Which of these alerts the caller may read, and of each whether its content is open to them. */
  public Mono<Map<String, Boolean>> readable(Caller caller, Work work, Collection<String> ids) {
    return ids.isEmpty()
        ? Mono.just(Map.of())
        : log.these(classes(caller), ids)
            .map(objects -> readings.readable(caller, work, objects))
            .flatMap(
                shown ->
                    views
                        .open(shown, caller)
                        .map(
                            open ->
                                shown.stream()
                                    .map(one -> one.object().id())
                                    .collect(Collectors.toMap(id -> id, open::contains))));
  }

  /**
   * Alerts that the caller may read, in the order of the ids; others are left out. What is shown is
   * recorded.
   */
  public Mono<List<AlertView>> views(
      Caller caller, Work work, String what, Collection<String> ids) {
    return views(caller, work, what, ids, List.of());
  }

  /**
   * The same where the question itself is recorded too.
   *
   * @param asked salted hashes of what was asked for, named in the row whatever is shown
   */
  public Mono<List<AlertView>> views(
      Caller caller, Work work, String what, Collection<String> ids, List<String> asked) {
    List<String> order = List.copyOf(ids);
    return log.these(classes(caller), ids)
        .map(objects -> readings.readable(caller, work, objects))
        .map(
            shown ->
                shown.stream()
                    .sorted(Comparator.comparingInt(one -> order.indexOf(one.object().id())))
                    .toList())
        .flatMap(
            shown ->
                readings
                    .recordPart(caller, work, what, shown, named(shown, asked))
                    .then(Mono.defer(() -> views.released(shown, caller))));
  }

  private static List<String> named(List<AlertViews.Shown> shown, List<String> asked) {
    return Stream.concat(shown.stream().map(one -> one.object().id()), asked.stream()).toList();
  }
}
