package eu.portsalliance.intel.search;

import eu.portsalliance.intel.alert.AlertView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search (openapi.yaml, AlertSearch).
 *
 * @param items alerts, newest first
 * @param total how many there are for this reader, from here on; at most 1,000 are counted
 * @param more whether there are more than were counted
 * @param facets of what was counted: how many of each kind, tlp, origin, actionOn and disposition
 * @param next cursor of the next page
 */
record Found(
    List<AlertView> items,
    int total,
    boolean more,
    Map<String, Map<String, Integer>> facets,
    @Nullable String next) {

  /**
   * Alerts that share an indicator with one.
   *
   * @param items each with what it shares, newest first
   * @param common indicators that too many share to mean anything
   * @param more whether there are more than are shown
   */
  record Related(List<Shared> items, List<String> common, boolean more) {}

  record Shared(AlertView alert, List<String> shares) {}
}
