package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.risk.wake.Wake;
import eu.portsalliance.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LiveRankingTest {
  private static final Recipient READER =
      Recipient.organisation("nl-customs", OrganisationKind.AUTHORITY, "NLRTM", true);
  private static final String WHOLE = "whole";

  private final Stored stored = new Stored();
  private final MovableClock time = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final LiveRanking ranking = new LiveRanking(stored, READER, time);

  @BeforeEach
  void twoBoxes() {
    stored.scores.put(Entries.box(1), 10);
    stored.scores.put(Entries.box(2), 20);
  }

  @Test
  void aWakeCostsALookAtItsBoxesAndNoOther() {
    assertThat(scores(Wake.NOTHING)).containsExactly(20, 10);
    stored.scores.put(Entries.box(1), 80);

    assertThat(scores(boxes(1))).containsExactly(80, 20);

    assertThat(stored.looks).containsExactly(WHOLE, "[" + Entries.box(1) + "]");
  }

  @Test
  void timeAloneCostsALookAtTheWholeOnceInFiveSeconds() {
    scores(Wake.NOTHING);
    time.advance(Duration.ofMillis(4_900));
    assertThat(scores(Wake.NOTHING)).isEmpty();

    time.advance(Duration.ofMillis(200));
    scores(Wake.NOTHING);

    assertThat(stored.looks).containsExactly(WHOLE, WHOLE);
  }

  @Test
  void theLongerTheWholeTakesTheLongerItIsLeftAlone() {
    stored.takes = Duration.ofSeconds(1);
    scores(Wake.NOTHING);

    time.advance(Duration.ofSeconds(9));
    scores(Wake.EVERYTHING);
    assertThat(stored.looks).containsExactly(WHOLE);
    time.advance(Duration.ofSeconds(2));
    scores(Wake.NOTHING);

    assertThat(stored.looks).containsExactly(WHOLE, WHOLE);
  }

  @Test
  void afterALookThatFailedTheWholeIsLookedAt() {
    scores(Wake.NOTHING);
    stored.failing = true;
    stored.scores.put(Entries.box(2), 90);
    assertThat(scores(boxes(2))).isEmpty();
    assertThat(scores(Wake.NOTHING)).isEmpty();

    stored.failing = false;

    assertThat(scores(Wake.NOTHING)).containsExactly(90, 10);
  }

  @Test
  void aRankingThatWasNeverReadIsNotMadeOfTheBoxesThatChange() {
    stored.failing = true;
    stored.takes = Duration.ofMillis(100);
    scores(Wake.NOTHING);
    stored.failing = false;

    assertThat(scores(boxes(2))).isEmpty();
    time.advance(Duration.ofSeconds(3));
    assertThat(scores(boxes(2))).containsExactly(20, 10);
  }

  private List<Integer> scores(Wake wake) {
    List<List<RankingEntry>> given = ranking.next(wake).collectList().block(Duration.ofSeconds(5));
    return given == null || given.isEmpty()
        ? List.of()
        : given.getFirst().stream().map(RankingEntry::score).toList();
  }

  private static Wake boxes(int serial) {
    return new Wake(Set.of(Entries.box(serial)), false);
  }

  private final class Stored implements Looks {
    private final Map<String, Integer> scores = new HashMap<>();
    private final List<String> looks = new ArrayList<>();
    private Duration takes = Duration.ZERO;
    private boolean failing;

    @Override
    public Mono<List<RankingEntry>> head(Recipient reader, int limit) {
      return look(WHOLE, Entries.head(scores, limit));
    }

    @Override
    public Mono<List<RankingEntry>> of(Recipient reader, Collection<String> boxes) {
      return look(
          boxes.toString(),
          boxes.stream().map(box -> Entries.entry(box, scores.getOrDefault(box, 0))).toList());
    }

    private Mono<List<RankingEntry>> look(String what, List<RankingEntry> found) {
      return Mono.fromCallable(
          () -> {
            looks.add(what);
            time.advance(takes);
            if (failing) {
              throw new IllegalStateException("no database");
            }
            return found;
          });
    }
  }
}
