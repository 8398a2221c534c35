package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that was read.
 *
 * @param obligations what the policy asked for with it
 */
record Consulted(String id, String legalBasis, Set<Obligation> obligations) {

  static Consulted of(AlertViews.Shown shown) {
    return new Consulted(
        shown.object().id(), shown.object().alert().legalBasis(), shown.obligations());
  }

  static Consulted of(Alert alert, Set<Obligation> obligations) {
    return new Consulted(alert.id(), alert.content().legalBasis(), obligations);
  }

  /**
   * The rows of a reading. What is read under another regime than its own is disclosed by that: one
   * row more for each legal basis.
   *
   * @param ids what the first row names
   */
  static List<AuditEntry> rows(
      Caller caller, Work work, String what, List<String> ids, List<Consulted> read) {
    Map<String, List<String>> crossings =
        read.stream()
            .filter(one -> one.obligations().contains(Obligation.RECORD_CROSSING))
            .collect(
                Collectors.groupingBy(
                    Consulted::legalBasis,
                    TreeMap::new,
                    Collectors.mapping(Consulted::id, Collectors.toList())));
    List<AuditEntry> rows = new ArrayList<>();
    rows.add(AuditEntry.of(AuditEntry.Act.CONSULTATION, caller, work, what, ids));
    crossings.forEach(
        (basis, crossed) -> rows.add(AuditEntry.crossing(caller, work, basis, crossed)));
    return rows;
  }
}
