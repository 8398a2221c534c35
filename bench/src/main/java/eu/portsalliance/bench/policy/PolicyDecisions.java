package eu.portsalliance.bench.policy;

import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Spread;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.policy.Questions.Question;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Policy;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decisions on one thread, over drawn questions. Beside it what a cache in front of the policy
 * would cost: the same questions looked up in a table of answers that was computed before.
 */
public final class PolicyDecisions implements Benchmark {
  private static final int THOUSAND = 1_000;
  private static final int DECISIONS = 5_000;
  private static final int REPETITIONS = 5;
  private static final int DISTINCT = 4_096;
  private static final long SEED = 20_261_123L;
  private static final double NANOS = 1e9;

  /** One repetition, both in answers per second. */
  private record Rates(double policy, double table) {}

  @Override
  public String name() {
    return "policy";
  }

  /** {@code --n} and {@code --warm-up} count thousands of decisions. */
  @Override
  public Outcome run(Settings settings, PrintStream out) {
    int n = settings.n().orElse(DECISIONS) * THOUSAND;
    int warmUp = settings.warmUp().orElse(DECISIONS) * THOUSAND;
    int repetitions = settings.repetitions().orElse(REPETITIONS);
    List<Question> asked = Questions.drawn(DISTINCT, SEED);
    Map<Question, Decision> answers = new HashMap<>();
    // keys of their own, equal to what is asked and not the same: so is every real question
    Questions.drawn(DISTINCT, SEED).forEach(question -> answers.put(question, decided(question)));
    long differing =
        asked.stream().filter(question -> !decided(question).equals(answers.get(question))).count();
    measured(asked, answers, warmUp);
    List<Rates> rates = new ArrayList<>();
    for (int i = 1; i <= repetitions; i++) {
      Rates one = measured(asked, answers, n);
      out.printf(
          "Repetition %d of %d: %,.0f decisions, %,.0f look-ups a second%n",
          i, repetitions, one.policy(), one.table());
      rates.add(one);
    }
    return outcome(rates, n, differing);
  }

  private Outcome outcome(List<Rates> rates, int n, long differing) {
    Spread policy = Spread.of(rates.stream().map(Rates::policy).toList());
    Spread table = Spread.of(rates.stream().map(Rates::table).toList());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("decisions_per_s", Math.round(policy.median()));
    fields.put("peer_lookups_per_s", Math.round(table.median()));
    fields.put("ratio", policy.median() / table.median());
    fields.put("n", n);
    fields.put("repetitions", rates.size());
    fields.put("decisions_range_per_s", policy.range());
    Table shown =
        new Table(
            "%,d decisions, %d times, on one thread".formatted(n, rates.size()),
            "a second",
            "median",
            "least .. most");
    shown.row("policy", policy.median(), policy.between());
    shown.row("HashMap with the answers", table.median(), table.between());
    return new Outcome(
        name(),
        List.of(shown),
        fields,
        differing == 0
            ? Optional.empty()
            : Optional.of(differing + " questions were answered in two ways."));
  }

  private static Rates measured(List<Question> asked, Map<Question, Decision> answers, int n) {
    return new Rates(
        rate(asked, PolicyDecisions::decided, n),
        rate(asked, question -> Objects.requireNonNull(answers.get(question)), n));
  }

  private static Decision decided(Question question) {
    return Policy.decide(question.object(), question.recipient(), question.use());
  }

  private static double rate(
      List<Question> asked, Function<Question, ? extends Decision> answer, int n) {
    Question[] questions = asked.toArray(Question[]::new);
    int permitted = 0;
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      if (answer.apply(questions[i % questions.length]).permits()) {
        permitted++;
      }
    }
    long took = System.nanoTime() - start;
    if (permitted == 0) {
      throw new IllegalStateException("no question is answered with a permission");
    }
    return n / (took / NANOS);
  }
}
