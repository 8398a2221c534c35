package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.table.Cases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Two thousand drawn cases against the same hand-written tables as the policy itself: what each
 * reader is shown in lists, on pages, on streams and beside scores, and what each peer is given.
 */
class HandlingMatrixTest {
  private static final int ALERTS = 96;
  private static final int COMPARISONS = 2_000;
  private static final int AT_ONCE = 3;

  /** The same cases each time; another draw with {@code -Dalliance.seed=N}. */
  private static final long SEED = Long.getLong("alliance.seed", 20_261_123L);

  private static final List<String> PORTS = Marked.DESKS.stream().map(Marked.Desk::port).toList();

  @RegisterExtension final Journeys rotterdam = Journeys.at("NLRTM", "RWG");
  @RegisterExtension final Journeys antwerp = Journeys.at("BEANR", "K913");
  @RegisterExtension final Journeys hamburg = Journeys.at("DEHAM", "CTA");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Oracle oracle = new Oracle();

  private record Alert(Marked marked, String id) {}

  @Test
  void everybody_is_shown_what_the_tables_say_and_nothing_else() throws Exception {
    List<Marked> drawn = drawn();
    List<Marked> last = Marked.DESKS.stream().map(Marked::last).toList();
    List<String> boxes = new ArrayList<>(drawn.stream().map(Marked::box).toList());
    last.forEach(alert -> boxes.add(alert.box()));
    List.of(rotterdam, antwerp, hamburg).forEach(port -> port.arrived(boxes));

    try (Found found = new Found()) {
      List<Alert> alerts = released(drawn);
      Map<String, String> ends = new HashMap<>();
      released(last).forEach(alert -> ends.put(alert.marked().box(), alert.id()));
      found.settle(ends);

      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < COMPARISONS; i++) {
        Alert alert = alerts.get(random.nextInt(alerts.size()));
        compared(i, alert, found).ifPresent(wrong::add);
      }
      assertThat(wrong).as("seed %d: %d of %d", SEED, wrong.size(), COMPARISONS).isEmpty();
    }
  }

  /** One comparison; says what was not as the tables say. */
  private Optional<String> compared(int number, Alert alert, Found found) {
    Marked marked = alert.marked();
    Seat by = Seat.ALL.get(random.nextInt(Seat.ALL.size()));
    String purpose =
        by.machine() ? Purposes.OF_MACHINES : Purposes.ALL.get(random.nextInt(Purposes.ALL.size()));
    return switch (number % 6) {
      case 0 ->
          differs(
              by + " lists for " + purpose,
              alert,
              oracle.read(marked, by, purpose),
              found.inList(by, purpose, alert.id()));
      case 1 ->
          differs(
              by + " opens for " + purpose,
              alert,
              oracle.read(marked, by, purpose),
              found.onPage(by, purpose, alert.id()));
      case 2 ->
          differs(
              by + " has on the stream for " + found.streamed(by),
              alert,
              oracle.read(marked, by, found.streamed(by)),
              found.onStream(by, alert.id()));
      case 3 ->
          differs(
              by + " has beside the score",
              alert,
              oracle.reason(marked, by),
              found.reason(by, marked.box(), alert.id()));
      case 4 ->
          differs(
              by + " has as score",
              alert,
              String.valueOf(oracle.points(marked, by)),
              String.valueOf(found.points(by, marked.box())));
      default -> delivered(alert, found);
    };
  }

  private Optional<String> delivered(Alert alert, Found found) {
    Marked marked = alert.marked();
    List<String> others = PORTS.stream().filter(port -> !port.equals(marked.origin())).toList();
    String receiver = others.get(random.nextInt(others.size()));
    return differs(
        receiver + " is given",
        alert,
        String.valueOf(oracle.held(marked, receiver)),
        String.valueOf(found.pulled(receiver, marked.origin(), alert.id())));
  }

  private static Optional<String> differs(String what, Alert alert, String table, String was) {
    return table.equals(was)
        ? Optional.empty()
        : Optional.of("%s: table %s, was %s; %s".formatted(what, table, was, alert));
  }

  private List<Marked> drawn() {
    List<Marked> drawn = new ArrayList<>();
    while (drawn.size() < ALERTS) {
      Marked.like(Cases.draw(random), random).ifPresent(drawn::add);
    }
    return drawn;
  }

  private static List<Alert> released(List<Marked> drawn) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Alert>> releases =
          drawn.stream().map(marked -> threads.submit(() -> released(marked))).toList();
      List<Alert> alerts = new ArrayList<>();
      for (Future<Alert> release : releases) {
        alerts.add(release.get());
      }
      return alerts;
    }
  }

  private static Alert released(Marked marked) {
    Marked.Desk desk = marked.desk();
    JsonNode draft = Alerts.draft(Callers.person(marked.writer(), desk.port()), marked.draft());
    Answer answer = Alerts.release(Callers.person(desk.officer(), desk.port()), draft);
    assertThat(answer.status()).as("%s %s", marked, answer).isEqualTo(200);
    return new Alert(marked, Alerts.id(draft));
  }
}
