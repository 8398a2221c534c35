package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Any one process is killed while alerts are released: it comes back by itself, and whatever was
 * acknowledged is with everybody for whom it was meant.
 */
@ExtendWith(BrowserExtension.class)
class FaultsTest {
  private static final int BEFORE = 3;
  private static final int AFTER = 6;
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration ARRIVES = Duration.ofSeconds(45);

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @ParameterizedTest
  @ValueSource(strings = {"beanr-intel", "nlrtm-intel", "nlrtm-risk", "beanr-gateway"})
  void nothing_that_was_acknowledged_is_lost_when_a_process_is_killed(String part) {
    Api dutch = Callers.person("nl-analyst", "NLRTM");
    Api german = Callers.person("de-analyst", "DEHAM");
    InstanceState.Part victim = TheAlliance.part(part);
    try (EventStream atRotterdam = Alerts.stream(dutch);
        EventStream atHamburg = Alerts.stream(german)) {
      List<String> boxes = new ArrayList<>();
      Set<String> acknowledged = new HashSet<>();
      for (int i = 0; i < BEFORE + AFTER; i++) {
        if (i == BEFORE) {
          kill(victim);
        }
        String box = Boxes.fresh();
        acknowledged.add(release(box));
        boxes.add(box);
      }
      Waiting.until(() -> isBack(victim), BACK);

      Waiting.until(() -> told(atRotterdam).containsAll(acknowledged), ARRIVES);
      Waiting.until(() -> told(atHamburg).containsAll(acknowledged), ARRIVES);
      for (Api reader : List.of(dutch, german)) {
        assertThat(Alerts.ids(reader)).containsAll(acknowledged).doesNotHaveDuplicates();
      }
      String box = rotterdam.arrived(boxes.getLast());
      Waiting.until(
          () ->
              Journeys.ranked(dutch, box)
                  .filter(entry -> entry.path("score").asInt() >= 70)
                  .isPresent(),
          ARRIVES);
    }
  }

  @Test
  void an_open_page_says_that_it_is_late_keeps_what_it_shows_and_catches_up(Visitors visitors) {
    String known = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Visitor german = visitors.atWork("de-analyst", "DEHAM", Device.DESK);
    german.forgive("503");
    Locator connection = german.page().locator("portal-connection [data-state]");
    assertThat(connection).hasAttribute("data-state", "live");
    assertThat(german.row(known)).isVisible();
    TheAlliance.control().stop("deham-intel");
    String missed;
    try {
      assertThat(connection).hasAttribute("data-state", "delayed");
      assertThat(connection).containsText("Delayed by");
      assertThat(german.row(known)).isVisible();
      missed = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    } finally {
      TheAlliance.control().start("deham-intel");
    }
    assertThat(german.row(missed))
        .isVisible(
            new LocatorAssertions.IsVisibleOptions().setTimeout((double) ARRIVES.toMillis()));
    assertThat(connection).hasAttribute("data-state", "live");
  }

  private static void kill(InstanceState.Part part) {
    ProcessHandle process = ProcessHandle.of(part.pid()).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
  }

  private static boolean isBack(InstanceState.Part before) {
    InstanceState.Part now = TheAlliance.part(before.name());
    return now.condition() == InstanceState.Condition.HEALTHY && now.pid() != before.pid();
  }

  /**
   * Drafts and releases as a client does that must not lose anything: the same request under the
   * same key until it is acknowledged.
   */
  private static String release(String box) {
    Map<String, Object> draft =
        Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"), Drafts.port("DEHAM")));
    JsonNode written = insist(Callers.person("be-analyst", "BEANR"), Alerts.PATH, draft).json();
    insist(
        Callers.person("be-officer", "BEANR"),
        Alerts.releasePath(written),
        Alerts.version(written));
    return Alerts.id(written);
  }

  private static Answer insist(Api caller, String path, Map<String, Object> body) {
    String key = UUID.randomUUID().toString();
    List<Answer> last = new ArrayList<>();
    Waiting.until(
        () -> {
          Optional<Answer> answer = attempt(caller, path, body, key);
          answer.ifPresent(last::add);
          return answer.filter(one -> one.status() < 300).isPresent();
        },
        BACK);
    return last.getLast();
  }

  /** Empty while nobody answers; a refusal that is not the fault's doing ends the test. */
  private static Optional<Answer> attempt(
      Api caller, String path, Map<String, Object> body, String key) {
    try {
      Answer answer = caller.post(path, body, key);
      assertThat(answer.status()).as("%s", answer).isIn(200, 201, 500, 502, 503, 504);
      return Optional.of(answer);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Set<String> told(EventStream stream) {
    Set<String> ids = new HashSet<>();
    stream.events().forEach(event -> ids.add(event.json().path("id").asString()));
    return ids;
  }
}
