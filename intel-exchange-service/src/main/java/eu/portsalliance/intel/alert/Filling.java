package eu.portsalliance.intel.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/**
 * Fills a page with what the reader may see, from as many rows as that takes: neither that it is
 * short nor that there is a next one tells of a row that is kept from them.
 */
public final class Filling {

  /** What one page costs at most; who is kept from more than that in a row has to ask again. */
  static final int MOST_ROWS = 4_000;

  private static final int FEWEST_READ = 50;

  private Filling() {}

  /** A row at its place; empty where the reader may not see it. */
  public record Placed<T>(long place, Optional<T> item) {}

  /** Reads rows before a place, newest first; fewer than asked for are the last. */
  @FunctionalInterface
  public interface Source<T> {
    Mono<List<Placed<T>>> rows(long before, int most);
  }

  /**
   * A page.
   *
   * @param next the place before which the next one begins; empty when there is nothing more to see
   */
  public record Page<T>(List<T> items, OptionalLong next) {}

  /** Fills a page of at most so many from before a place. */
  public static <T> Mono<Page<T>> page(long before, int limit, Source<T> source) {
    return more(before, limit, 0, List.of(), source);
  }

  private static <T> Mono<Page<T>> more(
      long before, int limit, int read, List<Placed<T>> seen, Source<T> source) {
    int most = Math.max(limit + 1, FEWEST_READ);
    return source
        .rows(before, most)
        .flatMap(
            rows -> {
              List<Placed<T>> all = new ArrayList<>(seen);
              rows.stream().filter(row -> row.item().isPresent()).forEach(all::add);
              if (all.size() > limit) {
                return Mono.just(page(all.subList(0, limit), all.get(limit - 1).place()));
              }
              if (rows.size() < most) {
                return Mono.just(new Page<>(items(all), OptionalLong.empty()));
              }
              long last = rows.getLast().place();
              return read + rows.size() >= MOST_ROWS
                  ? Mono.just(page(all, last))
                  : more(last, limit, read + rows.size(), all, source);
            });
  }

  private static <T> Page<T> page(List<Placed<T>> shown, long next) {
    return new Page<>(items(shown), OptionalLong.of(next));
  }

  private static <T> List<T> items(List<Placed<T>> shown) {
    return shown.stream().flatMap(row -> row.item().stream()).toList();
  }
}
