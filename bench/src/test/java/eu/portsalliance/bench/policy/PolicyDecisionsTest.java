package eu.portsalliance.bench.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDecisionsTest {

  @Test
  void bothRatesAreMeasuredAndBothAnswerAlike() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Outcome outcome =
        new PolicyDecisions()
            .run(
                Settings.parse(List.of("--n", "20", "--warm-up", "1", "--repeat", "2")),
                new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(outcome.fault()).isEmpty();
    assertThat(outcome.fields()).containsEntry("n", 20_000).containsEntry("repetitions", 2);
    assertThat(outcome.fields().get("decisions_per_s"))
        .isInstanceOfSatisfying(Long.class, rate -> assertThat(rate).isPositive());
    assertThat(outcome.fields().get("peer_lookups_per_s"))
        .isInstanceOfSatisfying(Long.class, rate -> assertThat(rate).isPositive());
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Repetition 2 of 2");
  }

  @Test
  void theSameQuestionsAreDrawnAgainAndFewOfThemTwice() {
    assertThat(Questions.drawn(500, 1)).isEqualTo(Questions.drawn(500, 1));
    assertThat(new HashSet<>(Questions.drawn(500, 1))).hasSizeGreaterThan(450);
    assertThat(Questions.drawn(500, 2)).isNotEqualTo(Questions.drawn(500, 1));
  }
}
