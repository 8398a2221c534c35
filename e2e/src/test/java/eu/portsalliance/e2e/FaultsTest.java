package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import eu.portsalliance.e2e.Shift.Released;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import eu.portsalliance.local.client.MachineClient;
import eu.portsalliance.local.client.Person;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Any one process is killed while the main job is done: it comes back by itself, and whatever was
 * acknowledged is with everybody for whom it was meant and with nobody else.
 */
@ExtendWith(BrowserExtension.class)
class FaultsTest {
  private static final Duration BACK = Duration.ofMinutes(2);
  private static final Duration ARRIVES = Duration.ofMinutes(1);

  /** Tokens, directory and accounts: what is not of a port. */
  private static final List<String> PLANE =
      List.of("keycloak", "registry", "identity", "alliance-gateway");

  private static final LocatorAssertions.ContainsTextOptions WITHIN_A_ROUND =
      new LocatorAssertions.ContainsTextOptions().setTimeout((double) ARRIVES.toMillis());

  @RegisterExtension final Journeys rotterdam = Journeys.insistingAtRotterdam();

  static List<String> processes() {
    return TheAlliance.processes();
  }

  @AfterEach
  void everything_is_back() {
    Waiting.until(TheAlliance::isHealthy, BACK);
  }

  @ParameterizedTest
  @MethodSource("processes")
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void a_process_that_is_killed_comes_back_and_nothing_that_was_acknowledged_is_lost(String name)
      throws Exception {
    InstanceState.Part victim = TheAlliance.part(name);
    List<Question> questions = Question.all();
    questions.forEach(Question::isAnswered);
    Optional<Person> session = session(name);
    try (EventStream atRotterdam = Alerts.stream(Callers.reader("NLRTM"));
        EventStream atHamburg = Alerts.stream(Callers.reader("DEHAM"));
        Shift shift = Shift.begin(rotterdam)) {
      shift.awaits(1);
      kill(victim);
      List<Question> lost = questions.stream().filter(question -> question.needs(name)).toList();
      lost.forEach(question -> question.isRefusedForWantOf(name));
      questions.stream().filter(question -> !lost.contains(question)).forEach(Question::isAnswered);
      Waiting.until(() -> isBack(victim), BACK);
      shift.awaits(Shift.ROUND);
      List<Released> released = shift.end();

      isWhereItShouldBe(released, "NLRTM", atRotterdam);
      isWhereItShouldBe(released, "DEHAM", atHamburg);
      Waiting.until(() -> isConfirmed(released), ARRIVES);
      Waiting.until(() -> isRanked(released), ARRIVES);
    }
    questions.forEach(Question::isAnswered);
    session.ifPresent(FaultsTest::isOver);
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

  @Test
  void after_a_kill_of_its_gateway_an_open_page_asks_to_sign_in_and_shows_what_was_missed(
      Visitors visitors) throws Exception {
    Visitor german = visitors.atWork("de-analyst", "DEHAM", Device.DESK);
    german.forgive("Failed to load resource");
    InstanceState.Part gateway = TheAlliance.part("deham-gateway");
    Locator connection = german.page().locator("portal-connection [data-state]");
    assertThat(connection).hasAttribute("data-state", "live");
    kill(gateway);
    assertThat(connection).hasAttribute("data-state", "delayed");
    String missed = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Waiting.until(() -> isBack(gateway), BACK);

    assertThat(german.heading("Sign in: Hamburg")).isVisible();
    // the agency knows them still
    german.link("German customs").click();
    assertThat(german.row(missed)).isVisible();
    assertThat(connection).hasAttribute("data-state", "live");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void with_the_alliance_plane_off_ports_go_on_and_a_new_sign_in_waits_and_says_so(
      Visitors visitors) {
    Visitor german = visitors.atWork("de-analyst", "DEHAM", Device.DESK);
    german.forgive("503");
    Person reader = Person.signIn(TheAlliance.file(), "nl-analyst", "NLRTM");
    Api atWork = reader.api().working("crime-prevention", "E2E-2026/1");
    Api terminal = new MachineClient(TheAlliance.file(), "pcs-nlrtm").api();
    discharged(terminal, Boxes.fresh());
    Callers.person("be-analyst", "BEANR");
    Callers.person("be-officer", "BEANR");
    PLANE.forEach(TheAlliance.control()::stop);
    try {
      Waiting.until(() -> Stream.of("NLRTM", "DEHAM").allMatch(FaultsTest::isIssuerAway), BACK);
      String box = Boxes.fresh();
      discharged(terminal, box);
      String alert = Alerts.released(Drafts.of(box, "GREEN", List.of()));
      Waiting.until(
          () ->
              Journeys.ranked(atWork, box)
                  .filter(entry -> alerts(entry).contains(alert))
                  .isPresent(),
          ARRIVES);
      assertThat(atWork.get(Alerts.PATH + "/" + alert).status()).isEqualTo(200);
      assertThat(german.row(alert)).isVisible();
      assertThat(german.page().locator("[data-outage]"))
          .containsText("sign-in service does not answer", WITHIN_A_ROUND);
      Visitor stranger = visitors.at("NLRTM");
      stranger.open("/");
      stranger.link("Dutch customs").click();
      assertThat(stranger.page().locator("[data-ending=waiting]")).containsText("Sign-in waits");
    } finally {
      PLANE.forEach(TheAlliance.control()::start);
    }
    Waiting.until(TheAlliance::isHealthy, BACK);
    Waiting.until(() -> !isIssuerAway("NLRTM"), BACK);
    Person.signIn(TheAlliance.file(), "nl-analyst", "NLRTM");
    assertThat(german.page().locator("[data-outage]"))
        .hasCount(
            0, new LocatorAssertions.HasCountOptions().setTimeout((double) ARRIVES.toMillis()));
  }

  private static boolean isIssuerAway(String locode) {
    return Callers.anonymous(locode).get("/api/state").json().path("issuerAway").asBoolean();
  }

  private void discharged(Api terminal, String box) {
    Map<String, Object> event = rotterdam.event(box, "DISC", "ACT", Duration.ofMinutes(-25), "");
    Answer answer = terminal.post("/api/risk/events", Map.of("events", List.of(event)));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    rotterdam.leaves(box);
  }

  /** The session of somebody at the gateway of that name, if it is one. */
  private static Optional<Person> session(String name) {
    return Callers.READERS.entrySet().stream()
        .filter(at -> name.equals(at.getKey().toLowerCase(Locale.ROOT) + "-gateway"))
        .map(at -> Person.signIn(TheAlliance.file(), at.getValue(), at.getKey()))
        .findFirst();
  }

  /** A gateway keeps sessions in its memory alone. */
  private static void isOver(Person person) {
    Answer answer = person.api().get("/api/registry/ports");
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthenticated");
    assertThat(person.api().get("/api/session").json().path("authenticated").asBoolean()).isFalse();
  }

  private static void kill(InstanceState.Part part) throws Exception {
    ProcessHandle process = ProcessHandle.of(part.pid()).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().get(BACK.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isBack(InstanceState.Part before) {
    InstanceState.Part now = TheAlliance.part(before.name());
    return now.condition() == InstanceState.Condition.HEALTHY && now.pid() != before.pid();
  }

  /** On the stream and in the list of a port stands what is for it, once, and nothing else. */
  private static void isWhereItShouldBe(
      List<Released> released, String locode, EventStream stream) {
    Set<String> all = released.stream().map(Released::id).collect(Collectors.toSet());
    Set<String> theirs =
        released.stream()
            .filter(alert -> alert.isFor(locode))
            .map(Released::id)
            .collect(Collectors.toSet());
    Waiting.until(() -> told(stream).containsAll(theirs), ARRIVES);
    assertThat(told(stream)).filteredOn(all::contains).containsExactlyInAnyOrderElementsOf(theirs);
    assertThat(Alerts.latest(Callers.reader(locode)))
        .extracting(Alerts::id)
        .filteredOn(all::contains)
        .containsExactlyInAnyOrderElementsOf(theirs);
  }

  private static List<String> told(EventStream stream) {
    return stream.events().stream().map(event -> event.json().path("id").asString()).toList();
  }

  /** Antwerp knows of each alert that those ports have it for which it is. */
  private static boolean isConfirmed(List<Released> released) {
    Map<String, Set<String>> delivered =
        Alerts.latest(Callers.person("be-officer", "BEANR")).stream()
            .collect(Collectors.toMap(Alerts::id, FaultsTest::delivered));
    return released.stream().allMatch(alert -> alert.ports().equals(delivered.get(alert.id())));
  }

  private static Set<String> delivered(JsonNode alert) {
    return alert
        .path("receipts")
        .valueStream()
        .filter(receipt -> receipt.path("state").asString().equals("delivered"))
        .map(receipt -> receipt.path("port").asString())
        .collect(Collectors.toSet());
  }

  /** Rotterdam's ranking gives as reason of each box the alert on it that Rotterdam may see. */
  private static boolean isRanked(List<Released> released) {
    Map<String, Set<String>> reasons =
        Journeys.entries(Callers.reader("NLRTM"))
            .collect(
                Collectors.toMap(entry -> entry.path("container").asString(), FaultsTest::alerts));
    return released.stream()
        .allMatch(
            alert ->
                (alert.isFor("NLRTM") ? Set.of(alert.id()) : Set.of())
                    .equals(reasons.get(alert.box())));
  }

  private static Set<String> alerts(JsonNode entry) {
    return entry
        .path("parts")
        .valueStream()
        .filter(part -> part.hasNonNull("alert"))
        .map(part -> part.path("alert").asString())
        .collect(Collectors.toSet());
  }
}
