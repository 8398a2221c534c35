package eu.portsalliance.intel.search;

import eu.portsalliance.intel.stix.StixAlert;
import java.util.ArrayList;
import java.util.List;

/**
 * What an alert is found by besides its words: its indicators, and behind {@code @} its facets and
 * the types of its indicators. A peer that made up such a type would have its own alert found under
 * a facet that it has not; who may find it stays as it is.
 */
final class Terms {

  private Terms() {}

  /** All of an alert, each once. */
  static List<String> of(StixAlert alert, List<String> indicators) {
    List<String> terms = new ArrayList<>(indicators);
    terms.add(facet("kind", alert.kind()));
    terms.add(facet("tlp", alert.tlp().name()));
    terms.add(facet("origin", alert.origin()));
    terms.add(facet("action-on", alert.actionOn().name()));
    indicators.stream()
        .map(indicator -> facet("type", indicator.substring(0, indicator.indexOf(':'))))
        .distinct()
        .forEach(terms::add);
    return terms;
  }

  /** Those of which each has to be there. */
  static List<String> of(Query query) {
    List<String> terms = new ArrayList<>();
    query.kind().ifPresent(kind -> terms.add(facet("kind", kind)));
    query.tlp().ifPresent(tlp -> terms.add(facet("tlp", tlp)));
    query.origin().ifPresent(origin -> terms.add(facet("origin", origin)));
    query.actionOn().ifPresent(action -> terms.add(facet("action-on", action)));
    query.indicatorType().ifPresent(type -> terms.add(facet("type", type)));
    return terms;
  }

  private static String facet(String name, String value) {
    return "@" + name + ":" + value;
  }
}
