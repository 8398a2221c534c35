package eu.portsalliance.risk.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class WakesTest {
  private final Wakes wakes = new Wakes();

  @Test
  void whoeverIsBusyGetsAllThatCameInTheMeantimeAsOne() {
    Asking asking = new Asking();
    wakes.with(Flux.never()).subscribe(asking);
    asking.request(1);
    wakes.changed(List.of("A"));
    wakes.changed(List.of("B", "C"));
    wakes.changedElsewhere(Wake.of(List.of("D")));

    asking.request(1);

    assertThat(asking.last).isEqualTo(new Wake(Set.of("B", "C", "D"), false));
    assertThat(asking.count).isEqualTo(2);
  }

  @Test
  void ofManyBoxesAtOnceItIsOnlySaidThatTheyAreMany() {
    List<String> many = IntStream.range(0, 401).mapToObj(i -> "BOX" + i).toList();

    assertThat(Wake.of(many)).isEqualTo(Wake.EVERYTHING);
    assertThat(Wake.of(many.subList(0, 400)).boxes()).hasSize(400);
    assertThat(Wake.of(many.subList(0, 400)).and(Wake.of(many.subList(400, 401))))
        .isEqualTo(Wake.EVERYTHING);
  }

  @Test
  void anotherReplicaIsToldTheSameAndAtLeastThatSomethingChanged() {
    Wake boxes = Wake.of(List.of("CSQU3054383", "MSKU1234565"));
    List<String> longest = IntStream.range(0, 400).mapToObj("ABCDEFGHIJK%04d"::formatted).toList();

    assertThat(Replicas.wake(Replicas.notice("one", boxes))).isEqualTo(boxes);
    assertThat(Replicas.wake(Replicas.notice("one", Wake.EVERYTHING))).isEqualTo(Wake.EVERYTHING);
    assertThat(Replicas.wake("connected")).isEqualTo(Wake.EVERYTHING);
    assertThat(Replicas.notice("0".repeat(36), Wake.of(longest))).hasSizeLessThan(8_000);
  }

  private static final class Asking extends BaseSubscriber<Wake> {
    private Wake last = Wake.NOTHING;
    private int count;

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
      // asks when the test says so
    }

    @Override
    protected void hookOnNext(Wake wake) {
      last = wake;
      count++;
    }
  }
}
