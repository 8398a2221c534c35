package eu.portsalliance.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.testkit.history.Finding.Kind;
import eu.portsalliance.testkit.history.World.Bug;
import eu.portsalliance.testkit.history.World.Fate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Draws what happens in an alliance; each drawing ends with a story that gives each bug a chance.
 */
class HistoryCheckerPropertiesTest {

  /** One drawn step; what the numbers mean is up to what it is. */
  record Step(int what, int one, int two, Fate fate, Set<String> readers) {}

  @Property(tries = 1000)
  void aHistoryThatCanBeSoIsNotAccused(@ForAll("steps") List<Step> steps, @ForAll long seed) {
    Verdict verdict = verdict(Bug.NONE, steps, seed);
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.unexamined()).isEmpty();
    assertThat(verdict.clean()).isTrue();
  }

  @Property(tries = 1500)
  void eachPlantedBugIsCaught(
      @ForAll("bugs") Bug bug, @ForAll("steps") List<Step> steps, @ForAll long seed) {
    assertThat(verdict(bug, steps, seed).findings())
        .extracting(Finding::kind)
        .as("%s", bug)
        .contains(expected(bug));
  }

  private static Kind expected(Bug bug) {
    return switch (bug) {
      case NONE -> throw new IllegalArgumentException("nothing to expect");
      case LOST_WRITE, SKIPPED_RECORD -> Kind.LOST;
      case SKIPPED_IN_STREAM, CURSOR_JUMPS -> Kind.JUMPED;
      case DOUBLED_IN_LIST, DOUBLED_IN_STREAM -> Kind.DOUBLED;
      case LEAKED_TO_STRANGER,
          LEAKED_AFTER_WITHDRAWAL,
          LEAKED_AFTER_NARROWING,
          LEAKED_AFTER_SUSPENSION,
          LEAKED_BEFORE_RELEASE,
          LEAKED_THOUGH_REFUSED ->
          Kind.LEAKED;
      case UNCERTAIN_AT_ONE_PORT_ALONE -> Kind.DISAGREEING;
      case RESURRECTED_ERASURE -> Kind.RESURRECTED;
    };
  }

  private static Verdict verdict(Bug bug, List<Step> steps, long seed) {
    World world = new World(bug, seed);
    steps.forEach(step -> play(world, step));
    story(world);
    return new HistoryChecker(world.table(), World.BOUND).check(world.entries());
  }

  private static void play(World world, Step step) {
    String port = World.PORTS.get(step.one() % World.PORTS.size());
    String reader = World.READERS.get(step.one() % World.READERS.size());
    String id = port + "-" + step.two() % 3;
    switch (step.what()) {
      case 0, 1, 2, 3, 4 -> world.release(port, id, step.readers(), step.fate());
      case 5, 6 -> world.withdraw(port, id, step.fate());
      case 7 -> {
        // what is erased is not released again: the id serves for nothing else
        world.release(port, "erased-" + step.hashCode(), step.readers(), step.fate());
        world.erase(port, "erased-" + step.hashCode(), step.fate());
      }
      case 8, 9 -> world.fault("fault-" + step.two() % 2);
      case 10, 11 -> world.pass(Duration.ofSeconds(step.two()));
      case 12, 13 -> world.list(reader);
      case 14, 15 -> world.stream(reader, step.two() % 4);
      case 16 -> world.restartStream(reader);
      default -> world.suspend("A/two");
    }
  }

  private static void story(World world) {
    Set<String> all = Set.copyOf(World.READERS);
    Set<String> some = Set.of("A/one", "B/one");
    world.heal();
    world.list("C/one");
    world.release("A", "first", all, Fate.DONE);
    world.release("A", "second", all, Fate.DONE);
    world.release("A", "third", some, Fate.DONE);
    world.release("A", "draft", all, Fate.REFUSED);
    world.release("A", "narrowed", all, Fate.DONE);
    world.release("A", "narrowed", some, Fate.DONE);
    world.release("A", "withdrawn", all, Fate.DONE);
    world.withdraw("A", "withdrawn", Fate.DONE);
    world.release("A", "uncertain", all, Fate.DONE_WITHOUT_WORD);
    world.release("A", "erased", all, Fate.DONE);
    world.erase("A", "erased", Fate.DONE);
    world.suspend("A/two");
    world.pass(World.BOUND.multipliedBy(3));
    for (String reader : World.READERS) {
      for (int page = 0; page < 100; page++) {
        world.stream(reader, 3);
      }
      world.list(reader);
    }
  }

  @Provide
  Arbitrary<Bug> bugs() {
    return Arbitraries.of(EnumSet.complementOf(EnumSet.of(Bug.NONE)));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 17),
            Arbitraries.integers().between(0, 59),
            Arbitraries.integers().between(0, 90),
            Arbitraries.of(Fate.class),
            Arbitraries.of(World.READERS).set().map(Set::copyOf))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }
}
