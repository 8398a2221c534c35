package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class FillingTest {

  private static Filling.Page<Long> page(long rows, int limit, LongPredicate seen) {
    Filling.Source<Long> source =
        (before, most) ->
            Mono.just(
                LongStream.iterate(Math.min(before - 1, rows), n -> n > 0, n -> n - 1)
                    .limit(most)
                    .mapToObj(
                        n ->
                            new Filling.Placed<>(
                                n, seen.test(n) ? Optional.of(n) : Optional.<Long>empty()))
                    .toList());
    return Filling.page(Long.MAX_VALUE, limit, source).blockOptional().orElseThrow();
  }

  @Test
  void aPageIsFilledFromWhatLiesBehindTheRowsThatAreKept() {
    Filling.Page<Long> page = page(500, 3, n -> n % 100 == 0);
    assertThat(page.items()).isEqualTo(List.of(500L, 400L, 300L));
    assertThat(page.next()).isEqualTo(OptionalLong.of(300));
  }

  @Test
  void rowsThatAreKeptMakeNoNextPage() {
    assertThat(page(500, 1, _ -> false)).isEqualTo(page(0, 1, _ -> false));
    assertThat(page(500, 1, n -> n == 250)).isEqualTo(page(250, 1, n -> n == 250));
    assertThat(page(500, 1, n -> n == 250).next()).isEmpty();
  }

  @Test
  void onePageCostsNoMoreThanItsBoundAndLosesNothing() {
    Filling.Page<Long> page = page(100_000, 1, n -> n == 1);
    assertThat(page.items()).isEmpty();
    assertThat(page.next().orElseThrow())
        .isBetween(100_000L - Filling.MOST_ROWS - 100, 100_000L - Filling.MOST_ROWS + 1);
  }
}
