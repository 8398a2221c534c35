package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final int LEFT = -1;

  /** However boxes come, move and leave: what is held is what a look at the whole would give. */
  @Property(tries = 60)
  void theHeadIsThatOfTheWhole(
      @ForAll @IntRange(max = 1_500) int boxes,
      @ForAll @IntRange(max = 3) int drift,
      @ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Integer> scores = new HashMap<>();
    IntStream.range(0, boxes).forEach(i -> scores.put(Entries.box(i), random.nextInt(101)));
    Board board = filled(scores);

    for (int round = 0; round < 60; round++) {
      List<String> changed = changed(random, boxes, drift, scores);
      if (!board.move(changed, now(changed, scores))) {
        board = filled(scores);
      }
      assertThat(board.head()).isEqualTo(Entries.head(scores, Rankings.LONGEST));
    }
  }

  @Test
  void whenTooManyHaveLeftItSaysSo() {
    Map<String, Integer> scores = new HashMap<>();
    IntStream.range(0, Board.HELD + 1).forEach(i -> scores.put(Entries.box(i), 50));
    Board board = filled(scores);
    int spare = Board.HELD - Rankings.LONGEST;
    List<String> leaving = IntStream.range(0, spare).mapToObj(Entries::box).toList();

    assertThat(board.move(leaving, List.of())).isTrue();
    assertThat(board.move(List.of(Entries.box(spare)), List.of())).isFalse();
  }

  @Test
  void aShortRankingIsHeldWholeAndMayEmpty() {
    Map<String, Integer> scores = new HashMap<>(Map.of(Entries.box(1), 10));
    Board board = filled(scores);

    assertThat(board.move(List.of(Entries.box(1)), List.of())).isTrue();
    assertThat(board.head()).isEmpty();
  }

  private static Board filled(Map<String, Integer> scores) {
    Board board = new Board();
    board.fill(Entries.head(scores, Board.HELD));
    return board;
  }

  /** With drift, more boxes leave and fall than come and rise, or the other way round. */
  private static List<String> changed(
      Random random, int boxes, int drift, Map<String, Integer> scores) {
    List<String> changed = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      String box = Entries.box(random.nextInt(boxes + 50));
      changed.add(box);
      int score =
          switch (drift) {
            case 0 -> random.nextInt(10) - 5;
            case 1 -> 90 + random.nextInt(11);
            default -> random.nextInt(LEFT, 101);
          };
      if (score < 0) {
        scores.remove(box);
      } else {
        scores.put(box, score);
      }
    }
    return changed;
  }

  private static List<RankingEntry> now(List<String> changed, Map<String, Integer> scores) {
    return changed.stream()
        .distinct()
        .filter(scores::containsKey)
        .map(box -> Entries.entry(box, scores.getOrDefault(box, 0)))
        .toList();
  }
}
