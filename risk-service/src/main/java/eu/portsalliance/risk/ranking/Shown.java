package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Records which boxes somebody was shown and the alerts that stood beside their scores as reasons:
 * under each of these auditors find who looked. No answer leaves before.
 */
@Component
class Shown {
  private final AuditTrail audit;

  Shown(AuditTrail audit) {
    this.audit = audit;
  }

  /** Boxes in their order, with the reasons beside their scores. */
  Mono<Void> record(Caller caller, Work work, String what, List<RankingEntry> entries) {
    return record(
        caller,
        work,
        what,
        entries.stream().map(RankingEntry::container).toList(),
        entries.stream().flatMap(entry -> entry.parts().stream()).toList());
  }

  /**
   * Boxes, and the reasons that were shown of them. A reason of another regime than that of the
   * purpose is disclosed by being shown: one row more for each legal basis.
   */
  Mono<Void> record(
      Caller caller, Work work, String what, Collection<String> boxes, Collection<Part> parts) {
    List<Mono<Void>> rows = new ArrayList<>();
    rows.add(
        audit.record(
            AuditEntry.of(
                AuditEntry.Act.CONSULTATION,
                caller,
                work,
                what,
                Stream.concat(boxes.stream().map(audit::hash), alerts(parts)).toList())));
    crossings(parts)
        .forEach(
            (basis, ids) ->
                rows.add(audit.record(AuditEntry.crossing(caller, work, basis, List.copyOf(ids)))));
    return Mono.when(rows);
  }

  private static Stream<String> alerts(Collection<Part> parts) {
    return parts.stream()
        .filter(Part.OfAlert.class::isInstance)
        .map(part -> ((Part.OfAlert) part).alert())
        .distinct();
  }

  private static Map<String, Set<String>> crossings(Collection<Part> parts) {
    Map<String, Set<String>> crossings = new TreeMap<>();
    for (Part part : parts) {
      if (part instanceof Part.OfAlert reason) {
        reason
            .crosses()
            .ifPresent(
                basis ->
                    crossings.computeIfAbsent(basis, _ -> new TreeSet<>()).add(reason.alert()));
      }
    }
    return crossings;
  }
}
