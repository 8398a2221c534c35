package eu.portsalliance.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.table.Case;
import eu.portsalliance.table.Cases;
import eu.portsalliance.table.Table;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the policy against the hand-written tables in {@code table/}. */
class PolicyTest {

  private static final int CASES = 100_000;
  private static final int AT_MOST = 10_000_000;

  /**
   * Another draw with each build; the seed stands in the message of a failure, and {@code
   * -Dalliance.seed=N} draws the same again.
   */
  private static final long SEED = Long.getLong("alliance.seed", System.nanoTime());

  @Test
  void a_hundred_thousand_drawn_cases_agree_with_the_table() {
    Table table = new Table();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CASES; i++) {
      Case c = Cases.draw(random);
      assertThat(decided(c)).as("seed %d: %s", SEED, c).isEqualTo(table.answer(c).word());
    }
  }

  /** Draws until each cell was noticed: how rarely a cell decides is no matter of luck then. */
  @Test
  void no_cell_of_the_table_can_change_unnoticed() {
    Table table = new Table();
    Map<Object, Table> unnoticed = new HashMap<>();
    table.places().forEach(place -> unnoticed.put(place, table.with(place)));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < AT_MOST && !unnoticed.isEmpty(); i++) {
      Case c = Cases.draw(random);
      String decided = decided(c);
      for (Object cell : table.answer(c).from()) {
        Table changed = unnoticed.get(cell);
        if (changed != null && !changed.answer(c).word().equals(decided)) {
          unnoticed.remove(cell);
        }
      }
    }
    assertThat(unnoticed.keySet()).as("seed %d: cells that no case notices", SEED).isEmpty();
  }

  /** So whoever asks for the reason need not ask for the score too. */
  @Test
  void what_counts_in_a_score_has_its_reason_or_the_desk_beside_it() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CASES; i++) {
      Case c = Cases.draw(random);
      assertThat(refused(c, Use.REASON))
          .as("seed %d: %s", SEED, c)
          .isEqualTo(refused(c, Use.SCORE));
    }
  }

  private static Optional<Decision> refused(Case c, Use use) {
    return Optional.of(Policy.decide(object(c), recipient(c), use))
        .filter(Decision.Refused.class::isInstance);
  }

  @Test
  void the_desk_is_that_of_the_port_at_which_the_reader_acts() {
    Case c =
        new Case(
            "AMBER",
            "without",
            false,
            false,
            "authority",
            true,
            "machine",
            "risk-analyst",
            "control",
            "H0",
            "LED",
            "investigation",
            "reason",
            false);
    assertThat(Policy.decide(object(c), recipient(c), Use.REASON))
        .isEqualTo(new Decision.Restricted("NLRTM"));
  }

  @Test
  void labels_are_read_back_and_others_refused() {
    assertThat(Stream.of(Tlp.values()).map(Tlp::label).map(Tlp::of)).containsExactly(Tlp.values());
    assertThat(Stream.of(ActionOn.values()).map(ActionOn::label).map(ActionOn::of))
        .containsExactly(ActionOn.values());
    assertThat(Stream.of(Regime.values()).map(Regime::label).flatMap(l -> Regime.of(l).stream()))
        .containsExactly(Regime.values());
    assertThat(Regime.of("CFSP")).isEmpty();
    assertThat(OrganisationKind.of("customs-broker")).isEmpty();
    assertThat(
            Stream.of(OrganisationKind.values())
                .map(OrganisationKind::label)
                .flatMap(l -> OrganisationKind.of(l).stream()))
        .containsExactly(OrganisationKind.values());
    assertThatThrownBy(() -> Tlp.of("WHITE")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ActionOn.of("seize")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String decided(Case c) {
    return switch (Policy.decide(object(c), recipient(c), use(c), c.word())) {
      case Decision.Permitted permitted ->
          Stream.concat(
                  Stream.of("yes"),
                  new TreeSet<>(permitted.obligations().stream().map(Enum::name).toList()).stream())
              .collect(Collectors.joining("+"));
      case Decision.Refused refused -> refused.reason().name();
      case Decision.Restricted restricted -> {
        assertThat(restricted.desk()).isEqualTo("NLRTM");
        yield "desk";
      }
    };
  }

  private static Use use(Case c) {
    return Use.valueOf(c.use().replace(' ', '_').toUpperCase(Locale.ROOT));
  }

  private static Markings object(Case c) {
    Set<String> audience =
        switch (c.audience()) {
          case "empty" -> Set.of();
          case "with" -> Set.of("de-customs", "ours");
          default -> Set.of("de-customs");
        };
    return new Markings(
        Tlp.of(c.tlp()),
        audience,
        Set.of("ours:7"),
        HandlingCode.valueOf(c.code()),
        ActionOn.of(c.action()),
        Regime.of(c.regime()),
        c.owner() ? "ours" : "be-federal-police",
        c.originHere() ? "NLRTM" : "BEANR");
  }

  private static Recipient recipient(Case c) {
    return new Recipient(
        switch (c.recipient()) {
          case "named" -> Optional.of("ours:7");
          case "not named" -> Optional.of("ours:8");
          default -> Optional.empty();
        },
        "ours",
        OrganisationKind.of(c.kind()),
        "NLRTM",
        c.speaksHere(),
        c.role().equals("none") ? Set.of() : Set.of(c.role()),
        c.purpose().equals("none") ? Optional.empty() : Optional.of(c.purpose()));
  }
}
