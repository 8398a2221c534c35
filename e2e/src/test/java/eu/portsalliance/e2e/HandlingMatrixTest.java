package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Two thousand drawn cases against the same hand-written tables as the policy itself: what each
 * reader is shown in lists, on pages, on streams, in searches, counts and correlations and beside
 * scores, which files they may take away, and what each peer is given, with its files.
 */
class HandlingMatrixTest {
  private static final int ALERTS = 64;
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

  /** One of so many has a file. */
  private static final int FILED = 8;

  /**
   * A released alert.
   *
   * @param file SHA-256 of what is attached to it, empty for none
   */
  private record Alert(Marked marked, String id, String file) {}

  /** Two thousand answers of three ports take a minute on a machine that has nothing else to do. */
  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void everybody_is_shown_what_the_tables_say_and_nothing_else() throws Exception {
    List<Marked> drawn = drawn();
    List<Marked> last = Marked.DESKS.stream().map(Marked::last).toList();
    List<String> boxes = new ArrayList<>(drawn.stream().map(Marked::box).toList());
    last.forEach(alert -> boxes.add(alert.box()));
    List.of(rotterdam, antwerp, hamburg).forEach(port -> port.arrived(boxes));

    try (Found found = new Found()) {
      List<Alert> alerts = new ArrayList<>(released(drawn));
      Map<String, String> ends = new HashMap<>();
      List<Alert> ending = released(last);
      ending.forEach(alert -> ends.put(alert.marked().box(), alert.id()));
      found.settle(ends);

      alerts.addAll(ending);
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < COMPARISONS; i++) {
        compared(i, random.nextInt(drawn.size()), alerts, found).ifPresent(wrong::add);
      }
      assertThat(wrong).as("seed %d: %d of %d", SEED, wrong.size(), COMPARISONS).isEmpty();
    }
  }

  /** One comparison; says what was not as the tables say. */
  private Optional<String> compared(int number, int which, List<Alert> alerts, Found found) {
    Alert alert = alerts.get(which);
    Marked marked = alert.marked();
    Seat by = Seat.ALL.get(random.nextInt(Seat.ALL.size()));
    String purpose =
        by.machine() ? Purposes.OF_MACHINES : Purposes.ALL.get(random.nextInt(Purposes.ALL.size()));
    return switch (number % 20) {
      case 0, 1, 2 ->
          differs(
              by + " lists for " + purpose,
              alert,
              oracle.read(marked, by, purpose),
              found.inList(by, purpose, alert.id()));
      case 3, 4 ->
          differs(
              by + " opens for " + purpose,
              alert,
              oracle.read(marked, by, purpose),
              found.onPage(by, purpose, alert.id()));
      case 5, 6, 7 ->
          differs(
              by + " has on the stream for " + found.streamed(by),
              alert,
              oracle.read(marked, by, found.streamed(by)),
              found.onStream(by, alert.id()));
      case 8, 9 ->
          differs(
              by + " has beside the score for " + purpose,
              alert,
              oracle.reason(marked, by, purpose),
              found.reason(by, purpose, marked.box(), alert.id()));
      case 10, 11 ->
          differs(
              by + " has as score for " + purpose,
              alert,
              String.valueOf(oracle.points(marked, by, purpose)),
              String.valueOf(found.points(by, purpose, marked.box())));
      case 12, 13 ->
          differs(
              by + " finds for " + purpose,
              alert,
              oracle.found(marked, by, purpose),
              found.inSearch(by, purpose, alert.id()));
      case 14 ->
          differs(
              by + " counts for " + purpose,
              alert,
              counted(alerts, by, purpose, marked.tlp()),
              found.counted(by, purpose, marked.tlp()));
      case 15 ->
          differs(
              by + " finds by the box for " + purpose,
              alert,
              oracle.foundByWord(marked, by, purpose),
              found.byBox(by, purpose, marked.box(), alert.id()));
      case 16 -> related(alert, alerts.get(which ^ 1), by, purpose, found);
      case 17 -> handed(alerts.get(which - which % FILED), found);
      case 18 -> saved(alerts.get(which - which % FILED), by, purpose, found);
      default -> delivered(alert, found);
    };
  }

  /** How many of that marking the tables let a reader find, of how many. */
  private String counted(List<Alert> alerts, Seat by, String purpose, String tlp) {
    List<Marked> found =
        alerts.stream()
            .map(Alert::marked)
            .filter(marked -> !oracle.found(marked, by, purpose).equals("no"))
            .toList();
    return found.stream().filter(marked -> marked.tlp().equals(tlp)).count()
        + " of "
        + found.size();
  }

  /** Two that stand beside each other share a seal. */
  private Optional<String> related(Alert alert, Alert other, Seat by, String purpose, Found found) {
    return differs(
        by + " relates for " + purpose + " to " + other,
        alert,
        oracle.related(alert.marked(), other.marked(), by, purpose),
        found.related(by, purpose, alert.id(), other.id()));
  }

  private Optional<String> handed(Alert alert, Found found) {
    String receiver = other(alert);
    return differs(
        receiver + " is given the file",
        alert,
        String.valueOf(oracle.held(alert.marked(), receiver)),
        found.handed(receiver, alert.marked().origin(), alert.id(), alert.file()));
  }

  private Optional<String> saved(Alert alert, Seat by, String purpose, Found found) {
    return differs(
        by + " saves the file for " + purpose,
        alert,
        oracle.saved(alert.marked(), by, purpose),
        found.saved(by, purpose, alert.id(), alert.file()));
  }

  /** Another port than that from which an alert comes. */
  private String other(Alert alert) {
    List<String> others =
        PORTS.stream().filter(port -> !port.equals(alert.marked().origin())).toList();
    return others.get(random.nextInt(others.size()));
  }

  private Optional<String> delivered(Alert alert, Found found) {
    Marked marked = alert.marked();
    String receiver = other(alert);
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
    for (int i = 0; i < drawn.size(); i += 2) {
      String seal = Boxes.fresh();
      drawn.set(i, drawn.get(i).sealed(seal));
      drawn.set(i + 1, drawn.get(i + 1).sealed(seal));
    }
    return drawn;
  }

  private static List<Alert> released(List<Marked> drawn) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Alert>> releases =
          IntStream.range(0, drawn.size())
              .mapToObj(i -> threads.submit(() -> released(drawn.get(i), i % FILED == 0)))
              .toList();
      List<Alert> alerts = new ArrayList<>();
      for (Future<Alert> release : releases) {
        alerts.add(release.get());
      }
      return alerts;
    }
  }

  private static Alert released(Marked marked, boolean filed) {
    Marked.Desk desk = marked.desk();
    Api writer = Callers.person(marked.writer(), desk.port());
    JsonNode draft = Alerts.draft(writer, marked.draft());
    if (filed) {
      Answer attached =
          writer.upload(
              Alerts.PATH + "/" + Alerts.id(draft) + "/attachments?version=1",
              "image/png",
              "seal.png",
              Pictures.png(8));
      assertThat(attached.status()).as("%s %s", marked, attached).isEqualTo(201);
      draft = attached.json();
    }
    Answer answer = Alerts.release(Callers.person(desk.officer(), desk.port()), draft);
    assertThat(answer.status()).as("%s %s", marked, answer).isEqualTo(200);
    return new Alert(marked, Alerts.id(draft), draft.at("/attachments/0/sha256").asString(""));
  }
}
