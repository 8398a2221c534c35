package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScoreTest {

  @Property
  void thePartsAddUpAndNeverBeyondAHundred(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 100) Integer> points) {
    Score score = Score.of(points.stream().map(ScoreTest::finding).toList());

    assertThat(score.value()).isEqualTo(Math.min(100, points.stream().mapToInt(p -> p).sum()));
    assertThat(score.parts().stream().mapToInt(Part::points).sum()).isEqualTo(score.value());
    assertThat(score.parts()).hasSize(points.size());
  }

  @Test
  void theWeightiestPartKeepsItsPoints() {
    Score score =
        Score.of(
            List.of(
                finding(40),
                new Part.OfAlert(
                    "control",
                    70,
                    "title",
                    "indicator--1",
                    "AMBER",
                    "BEANR",
                    List.of(),
                    Optional.empty())));

    assertThat(score.parts()).extracting(Part::kind).containsExactly("alert", "finding");
    assertThat(score.parts()).extracting(Part::points).containsExactly(70, 30);
  }

  private static Part finding(int points) {
    return new Part.OfFinding("code-" + points, points, "text", Map.of());
  }
}
