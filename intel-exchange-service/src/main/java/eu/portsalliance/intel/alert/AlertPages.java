package eu.portsalliance.intel.alert;

import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pages of alerts, each with a sealed cursor to the next one. */
@Component
class AlertPages {

  private final Cursors cursors;

  AlertPages(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * A page.
   *
   * @param next cursor of the next one, if there is any
   */
  record Filled<T>(List<T> items, @Nullable String next) {}

  <T> Mono<Filled<T>> filled(
      String reading, int limit, @Nullable String cursor, Filling.Source<T> source) {
    return cursors
        .sealer()
        .flatMap(
            sealer ->
                Filling.page(place(sealer, reading, cursor), limit, source)
                    .map(
                        page ->
                            new Filled<>(
                                page.items(),
                                page.next().isPresent()
                                    ? sealer.seal(reading, page.next().getAsLong())
                                    : null)));
  }

  private static long place(Cursors.Sealer sealer, String reading, @Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    return sealer.open(reading, cursor, 1).orElseThrow(AlertPages::foreignCursor)[0];
  }

  static ProblemException foreignCursor() {
    return new ProblemException(
        ProblemType.INVALID_CURSOR,
        "Begin without a cursor; take only cursors from answers to you.");
  }
}
