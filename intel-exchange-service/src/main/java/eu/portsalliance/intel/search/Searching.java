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
import eu.portsalliance.intel.alert.Sight;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.intel.duty.LookLog;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
                  .then(
                      Mono.defer(
                          () ->
                              index.find(
                                  query,
                                  caller,
                                  sight.classes(caller),
                                  before,
                                  MOST + 1,
                                  clock.instant())))
                  .flatMap(
                      rows ->
                          page(caller, work, query, rows, limit, at -> sealer.seal(reading, at)));
            });
  }

  private Mono<Found> page(
      Caller caller,
      Work work,
      Query query,
      List<Indexed> rows,
      int limit,
      Function<Long, String> cursor) {
    boolean more = rows.size() > MOST;
    Optional<Recipient> reader = sight.recipient(caller, work);
    List<Indexed> counted =
        rows.stream()
            .limit(MOST)
            .filter(row -> reader.filter(r -> finds(r, row, query.probes())).isPresent())
            .toList();
    List<Indexed> shown = counted.subList(0, Math.min(limit, counted.size()));
    Optional<Long> last =
        counted.size() > limit
            ? Optional.of(shown.getLast().place())
            : more ? Optional.of(rows.get(MOST - 1).place()) : Optional.empty();
    List<String> ids = shown.stream().map(Indexed::id).toList();
    return sight
        .views(caller, work, "search alerts", ids, hashes(query))
        .map(
            views ->
                new Found(
                    views, counted.size(), more, facets(counted), last.map(cursor).orElse(null)));
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

  /** What is sealed is not told by what shares it. */
  private Mono<Found.Related> related(Caller caller, Work work, Sight.Seen seen) {
    List<String> indicators = seen.sealed() ? List.of() : Indicators.of(seen.object().alert());
    return index
        .sharing(
            seen.object().id(),
            indicators,
            caller,
            sight.classes(caller),
            2 * COMMON,
            clock.instant())
        .flatMap(sharing -> related(caller, work, seen.object().id(), sharing));
  }

  private Mono<Found.Related> related(
      Caller caller, Work work, String id, List<AlertIndex.Sharing> sharing) {
    Optional<Recipient> reader = sight.recipient(caller, work);
    Map<String, List<Indexed>> byIndicator = new TreeMap<>();
    for (AlertIndex.Sharing one : sharing) {
      if (reader.filter(r -> finds(r, one.alert(), true)).isPresent()) {
        byIndicator.computeIfAbsent(one.indicator(), _ -> new ArrayList<>()).add(one.alert());
      }
    }
    List<String> common = new ArrayList<>();
    Map<Long, Shares> byPlace = new TreeMap<>(java.util.Comparator.reverseOrder());
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
    Map<String, List<String>> shares = new java.util.LinkedHashMap<>();
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
