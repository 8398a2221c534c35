package eu.portsalliance.risk.ranking;

import eu.portsalliance.handling.Recipient;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Looks at what is stored, as a class of reader may see it. Entries are not yet placed. */
interface Looks {
  /** The first so many of the boxes that are here or coming, in order. */
  Mono<List<RankingEntry>> head(Recipient reader, int limit);

  /** Those of these boxes that are here or coming, in any order. */
  Mono<List<RankingEntry>> of(Recipient reader, Collection<String> boxes);
}
