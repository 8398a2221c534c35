package eu.portsalliance.intel.search;

import eu.portsalliance.intel.alert.ContainerNumber;
import eu.portsalliance.intel.recognition.Recogniser;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked for, each part checked; absent parts do not narrow.
 *
 * @param words text as people type it into a search field: words, "phrases", -without, or
 * @param kind of alert
 * @param tlp its marking, as the policy's type names it
 * @param origin LOCODE
 * @param actionOn its action-on, as the policy's type names it
 * @param indicatorType for example {@code seal}
 * @param indicator its value as indexed
 * @param from released at or after
 * @param until released before
 * @param disposition how it is set aside for the caller: open (it is not), set-aside, or one of the
 *     ways: snoozed, not-ours
 */
record Query(
    Optional<String> words,
    Optional<String> kind,
    Optional<String> tlp,
    Optional<String> origin,
    Optional<String> actionOn,
    Optional<String> indicatorType,
    Optional<String> indicator,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> disposition) {

  /** What is counted as a box and what the database looks for is one text. */
  Query {
    words = words.map(Plain::text);
    indicator = indicator.map(Plain::text);
  }

  /** The boxes that are named, in words or as an indicator of whichever type, each once. */
  Set<ContainerNumber> boxes() {
    Set<ContainerNumber> boxes = new LinkedHashSet<>();
    words.map(Recogniser::numbers).ifPresent(boxes::addAll);
    indicator.flatMap(ContainerNumber::read).ifPresent(boxes::add);
    return boxes;
  }

  /** Whether a hit says something of the content. */
  boolean probes() {
    return words.isPresent() || indicator.isPresent() || indicatorType.isPresent();
  }
}
