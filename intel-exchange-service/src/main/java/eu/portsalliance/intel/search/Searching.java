package eu.portsalliance.intel.search;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.alert.AlertView;
import eu.portsalliance.intel.alert.Filling;
import eu.portsalliance.intel.alert.Sight;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.duty.LookLog;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds, counts and relates alerts: of each the policy is asked whether this reader may find it.
 */
@Component
class Searching {

  /** What is looked through and counted at once. */
  static final int MOST = 1_000;

  /** An indicator that more live alerts than this share says nothing of any of them. */
  static final int COMMON = 50;

  private static final int MOST_RELATED = 100;

  /** Of each indicator so many are read at once, and so often at most. */
  private static final int AT_ONCE = 2 * COMMON;

  private static final int MOST_ROUNDS = 40;

  private final AlertIndex index;
  private final Sight sight;
  private final Cursors cursors;
  private final LookLog looks;
  private final AuditTrail audit;
  private final Clock clock;

  Searching(
      AlertIndex index,
      Sight sight,
      Cursors cursors,
      LookLog looks,
      AuditTrail audit,
      Clock clock) {
    this.index = index;
    this.sight = sight;
    this.cursors = cursors;
    this.looks = looks;
    this.audit = audit;
    this.clock = clock;
  }

  /** One page of what a caller may find; a box that they name is looked at, found or not. */
  Mono<Found> find(Caller caller, Work work, Query query, int limit, @Nullable String cursor) {
    String reading = "search " + caller.organisation() + " " + caller.person().orElse("");
    return cursors
        .sealer()
        .flatMap(
            sealer -> {
              long before = place(sealer, reading, cursor);
              return looks
                  .looked(caller, query.boxes())
                  .then(Mono.defer(() -> counted(caller, work, query, before)))
                  .flatMap(
                      page ->
                          page(caller, work, query, page, limit, at -> sealer.seal(reading, at)));
            });
  }

  /** What is counted, all of it the reader's to find: neither its length nor its end tells more. */
  private Mono<Filling.Page<Indexed>> counted(Caller caller, Work work, Query query, long before) {
    Optional<Recipient> reader = sight.recipient(caller, work);
    if (reader.isEmpty()) {
      return Mono.just(new Filling.Page<>(List.of(), OptionalLong.empty()));
    }
    List<RecipientClass> classes = sight.classes(caller);
    Instant now = clock.instant();
    return Filling.page(
        before,
        MOST,
        (at, most) ->
            index
                .find(query, caller, classes, at, most, now)
                .map(rows -> rows.stream().map(row -> placed(reader.get(), row, query)).toList()));
  }

  private static Filling.Placed<Indexed> placed(Recipient reader, Indexed row, Query query) {
    return new Filling.Placed<>(
        row.place(), Optional.of(row).filter(one -> finds(reader, one, query.probes())));
  }

  private Mono<Found> page(
      Caller caller,
      Work work,
      Query query,
      Filling.Page<Indexed> page,
      int limit,
      Function<Long, String> cursor) {
    List<Indexed> counted = page.items();
    List<Indexed> shown = counted.subList(0, Math.min(limit, counted.size()));
    OptionalLong last =
        counted.size() > limit ? OptionalLong.of(shown.getLast().place()) : page.next();
    List<String> ids = shown.stream().map(Indexed::id).toList();
    return sight
        .views(caller, work, "search alerts", ids, hashes(query))
        .map(
            views ->
                new Found(
                    views,
                    counted.size(),
                    page.next().isPresent(),
                    facets(counted),
                    last.isPresent() ? cursor.apply(last.getAsLong()) : null));
  }

  private List<String> hashes(Query query) {
    return query.boxes().stream().map(box -> audit.hash(box.value())).toList();
  }

  /**
   * Whether the policy lets a reader find an alert. Whoever has not accepted the limits of an H3
   * alert does not find out by search what it says.
   */
  private static boolean finds(Recipient reader, Indexed row, boolean probes) {
    return switch (Policy.decide(row.markings(), reader, Use.SEARCH)) {
      case Decision.Permitted permitted ->
          !probes || row.accepted() || !permitted.obliges(Obligation.ACCEPT_LIMITS);
      case Decision.Refused _, Decision.Restricted _ -> false;
    };
  }

  private static Map<String, Map<String, Integer>> facets(List<Indexed> counted) {
    Map<String, Map<String, Integer>> facets = new TreeMap<>();
    facets.put("kind", count(counted, Indexed::kind));
    facets.put("tlp", count(counted, row -> row.tlp().label()));
    facets.put("origin", count(counted, Indexed::origin));
    facets.put("actionOn", count(counted, row -> row.actionOn().label()));
    facets.put("disposition", count(counted, Indexed::disposition));
    return facets;
  }

  private static Map<String, Integer> count(List<Indexed> rows, Function<Indexed, String> by) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(by.apply(row), 1, Integer::sum));
    return counts;
  }

  /** Live alerts that share an indicator with one that the caller reads; empty when they do not. */
  Mono<Found.Related> related(Caller caller, Work work, String id) {
    return sight.released(caller, work, id).flatMap(seen -> related(caller, work, seen));
  }

  /** What is not open is not told by what shares it. */
  private Mono<Found.Related> related(Caller caller, Work work, Sight.Seen seen) {
    List<String> indicators = seen.open() ? Indicators.of(seen.object().alert()) : List.of();
    String id = seen.object().id();
    Map<String, Long> befores = new TreeMap<>();
    indicators.forEach(indicator -> befores.put(indicator, Long.MAX_VALUE));
    return sight
        .recipient(caller, work)
        .map(reader -> sharing(caller, reader, id, befores, new TreeMap<>(), MOST_ROUNDS))
        .orElseGet(() -> Mono.just(Map.of()))
        .flatMap(byIndicator -> related(caller, work, id, byIndicator));
  }

  /**
   * By indicator what the reader may find, until that makes it a common one: what is kept from them
   * takes no place.
   */
  private Mono<Map<String, List<Indexed>>> sharing(
      Caller caller,
      Recipient reader,
      String id,
      Map<String, Long> befores,
      Map<String, List<Indexed>> found,
      int rounds) {
    if (befores.isEmpty() || rounds == 0) {
      return Mono.just(found);
    }
    return index
        .sharing(id, befores, caller, sight.classes(caller), AT_ONCE, clock.instant())
        .flatMap(
            rows -> {
              Map<String, Long> open = new TreeMap<>();
              rows.stream()
                  .collect(Collectors.groupingBy(AlertIndex.Sharing::indicator))
                  .forEach(
                      (indicator, read) -> {
                        List<Indexed> kept =
                            found.computeIfAbsent(indicator, _ -> new ArrayList<>());
                        long last = Long.MAX_VALUE;
                        for (AlertIndex.Sharing one : read) {
                          last = Math.min(last, one.alert().place());
                          if (finds(reader, one.alert(), true)) {
                            kept.add(one.alert());
                          }
                        }
                        if (read.size() == AT_ONCE && kept.size() < COMMON) {
                          open.put(indicator, last);
                        }
                      });
              return sharing(caller, reader, id, open, found, rounds - 1);
            });
  }

  private Mono<Found.Related> related(
      Caller caller, Work work, String id, Map<String, List<Indexed>> byIndicator) {
    List<String> common = new ArrayList<>();
    Map<Long, Shares> byPlace = new TreeMap<>(Comparator.reverseOrder());
    byIndicator.forEach(
        (indicator, alerts) -> {
          // the alert itself shares it too
          if (alerts.size() >= COMMON) {
            common.add(indicator);
            return;
          }
          alerts.forEach(
              alert ->
                  byPlace
                      .computeIfAbsent(
                          alert.place(), _ -> new Shares(alert.id(), new ArrayList<>()))
                      .indicators()
                      .add(indicator));
        });
    Map<String, List<String>> shares = new LinkedHashMap<>();
    byPlace.values().stream().limit(MOST_RELATED).forEach(s -> shares.put(s.id(), s.indicators()));
    List<String> ids = new ArrayList<>(List.of(id));
    ids.addAll(shares.keySet());
    return audit
        .recordReading(
            AuditEntry.of(AuditEntry.Act.COMBINATION, caller, work, "relate alerts", ids))
        .then(Mono.defer(() -> sight.views(caller, work, "read related alerts", shares.keySet())))
        .map(
            views ->
                new Found.Related(shared(views, shares), common, byPlace.size() > MOST_RELATED));
  }

  private record Shares(String id, List<String> indicators) {}

  private static List<Found.Shared> shared(
      List<AlertView> views, Map<String, List<String>> shares) {
    return views.stream()
        .map(view -> new Found.Shared(view, shares.getOrDefault(view.id(), List.of())))
        .toList();
  }

  private static long place(Cursors.Sealer sealer, String reading, @Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    return sealer.open(reading, cursor, 1)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.INVALID_CURSOR,
                    "Begin without a cursor; take only cursors from answers to you."))[0];
  }
}
