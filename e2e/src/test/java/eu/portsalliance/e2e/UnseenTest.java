package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What a reader may not see cannot be told from what is not there: not by the answer, and not with
 * a stopwatch at the service itself.
 */
class UnseenTest {
  /** {@code ./alliance verify} asks for ten thousand. */
  private static final int TRIES = Integer.getInteger("alliance.tries", 1_500);

  /** Of those that are timed: ten thousand tries take longer than a test may otherwise. */
  private static final int LONGEST_MINUTES = 10;

  private static final int WARM_UP = 400;
  private static final int IDS = 8;
  private static final int CALLS = 20;
  private static final double GUESSING = 0.55;
  private static final double NEGLIGIBLE = 0.03;

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  private final Api analyst = Callers.person("nl-analyst", "NLRTM");
  private final Api colleague = Callers.person("be-analyst", "BEANR");
  private final SplittableRandom random = new SplittableRandom();

  @Test
  @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
  void what_another_organisation_alone_may_read_takes_as_long_as_what_is_not_there() {
    cannotBeTimed(analyst, "nlrtm-intel", forSeaportPolice(IDS));
  }

  @Test
  @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
  void what_named_colleagues_alone_may_read_takes_as_long_as_what_is_not_there() {
    cannotBeTimed(colleague, "beanr-intel", forNamedColleagues(IDS));
  }

  @Test
  void on_every_path_of_an_alert_the_answer_is_that_of_what_is_not_there() {
    forSeaportPolice(2).forEach(id -> answersAsNothing(analyst, id));
    forNamedColleagues(2).forEach(id -> answersAsNothing(colleague, id));
    String hamburgs = forGermanCustoms();
    for (Api caller :
        List.of(Callers.person("be-liaison", "NLRTM"), Callers.machine("cti-nlrtm"))) {
      String nothing = nothing();
      assertThat(Shape.of(caller.get(Alerts.PATH + "/" + hamburgs), hamburgs))
          .isEqualTo(Shape.of(caller.get(Alerts.PATH + "/" + nothing), nothing));
    }
  }

  @Test
  void twenty_calls_of_any_role_do_not_tell_a_flagged_box_from_another_one() {
    String flagged = Boxes.fresh();
    String plain = Boxes.fresh();
    rotterdam.arrived(List.of(flagged, plain));
    String open = rotterdam.arrived();
    Marked.Desk hamburg = Marked.DESKS.getLast();
    released(hamburg, Drafts.of(flagged, "AMBER+STRICT", List.of(seaportPolice())));
    String later = released(hamburg, Drafts.of(open, "GREEN", List.of()));
    for (Seat by : Seat.ALL.stream().filter(UnseenTest::atRotterdamNotToReadIt).toList()) {
      Api caller = by.working("crime-prevention");
      Waiting.until(() -> Journeys.ranking(caller).contains(later));
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        String box = i % 2 == 0 ? flagged : plain;
        Answer answer = caller.get("/api/risk/containers/" + box);
        assertThat(answer.status()).as("%s: %s", by, answer).isEqualTo(200);
        seen.add(Shape.ofBox(answer, box));
      }
      assertThat(seen.stream().distinct()).as("%s", by).hasSize(1);
      assertThat(
              Stream.of(flagged, plain)
                  .map(box -> Journeys.ranked(caller, box).orElseThrow().path("score").asInt()))
          .as("%s", by)
          .containsOnly(0);
    }
  }

  /** Everybody at Rotterdam but the seaport police, who may read the alert. */
  private static boolean atRotterdamNotToReadIt(Seat seat) {
    return seat.port().equals("NLRTM") && !seat.organisation().equals("nl-seaport-police");
  }

  private static void answersAsNothing(Api reader, String id) {
    List<Function<String, Answer>> ways = new ArrayList<>();
    for (String path : List.of("", "/history", "/related", "/attachments", "/attachments/1")) {
      ways.add(one -> reader.get(Alerts.PATH + "/" + one + path));
    }
    for (String path :
        List.of(
            "/release",
            "/review",
            "/revocation",
            "/revocation/confirm",
            "/editions",
            "/acceptance",
            "/acknowledgement",
            "/sightings")) {
      ways.add(one -> reader.post(Alerts.PATH + "/" + one + path, body(path)));
    }
    for (Function<String, Answer> way : ways) {
      String nothing = nothing();
      Answer answer = way.apply(id);
      assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
      assertThat(Shape.of(answer, id)).isEqualTo(Shape.of(way.apply(nothing), nothing));
    }
  }

  private void cannotBeTimed(Api reader, String part, List<String> unseen) {
    Api service = reader.at("http://127.0.0.1:" + TheAlliance.part(part).port());
    List<String> nothing = Stream.generate(UnseenTest::nothing).limit(IDS).toList();
    measured(service, unseen, nothing, WARM_UP);
    Samples samples = measured(service, unseen, nothing, TRIES);
    double[] difference = samples.difference();
    assertThat(samples.separability())
        .as(
            "threshold on time, %d tries each, difference %s",
            TRIES, List.of(difference[0], difference[1]))
        .isLessThanOrEqualTo(GUESSING);
    assertThat(difference[0]).as("at least so much longer").isLessThan(NEGLIGIBLE);
    assertThat(difference[1]).as("at least so much shorter").isGreaterThan(-NEGLIGIBLE);
  }

  /** One of each kind in turn, in an order that no rhythm of the machine can follow. */
  private Samples measured(Api service, List<String> unseen, List<String> nothing, int tries) {
    double[] ones = new double[tries];
    double[] others = new double[tries];
    for (int i = 0; i < tries; i++) {
      if (random.nextBoolean()) {
        ones[i] = micros(service, unseen.get(i % IDS));
        others[i] = micros(service, nothing.get(i % IDS));
      } else {
        others[i] = micros(service, nothing.get(i % IDS));
        ones[i] = micros(service, unseen.get(i % IDS));
      }
    }
    return new Samples(ones, others);
  }

  private static double micros(Api service, String id) {
    Answer answer = service.get(Alerts.PATH + "/" + id);
    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
    return TimeUnit.NANOSECONDS.toMicros(answer.took().toNanos());
  }

  /** At Rotterdam, from Antwerp, and not for Dutch customs. */
  private List<String> forSeaportPolice(int count) {
    Marked.Desk antwerp = Marked.DESKS.getFirst();
    List<String> ids =
        IntStream.range(0, count)
            .mapToObj(
                _ ->
                    released(
                        antwerp,
                        Drafts.of(Boxes.fresh(), "AMBER+STRICT", List.of(seaportPolice()))))
            .toList();
    // what comes later is there, so these are too
    String later = released(antwerp, Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Waiting.until(() -> Alerts.latest(analyst).stream().map(Alerts::id).anyMatch(later::equals));
    return ids;
  }

  /** Of Antwerp, for two of its federal police by name: a third one is who reads. */
  private static List<String> forNamedColleagues(int count) {
    Api writer = Callers.person("be-officer", "BEANR");
    Api second = Callers.person("be-liaison", "BEANR");
    List<String> named =
        Stream.of("be-officer", "be-liaison")
            .map(name -> Callers.claims(name, "BEANR").path("person").asString())
            .toList();
    return Stream.generate(() -> Drafts.of(Boxes.fresh(), "RED", List.of()))
        .map(draft -> Drafts.with(Drafts.with(draft, "persons", named), "actionOn", "inform"))
        .limit(count)
        .map(draft -> released(writer, second, draft))
        .toList();
  }

  private static String forGermanCustoms() {
    return released(
        Marked.DESKS.getLast(),
        Drafts.of(Boxes.fresh(), "AMBER+STRICT", List.of(Drafts.organisation("de-customs"))));
  }

  private static String released(Marked.Desk desk, Map<String, Object> draft) {
    return released(
        Callers.person(desk.analyst(), desk.port()),
        Callers.person(desk.officer(), desk.port()),
        draft);
  }

  private static String released(Api writer, Api second, Map<String, Object> draft) {
    JsonNode written = Alerts.draft(writer, draft);
    Answer answer = Alerts.release(second, written);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return Alerts.id(written);
  }

  private static Map<String, Object> body(String path) {
    return switch (path) {
      case "/revocation" -> Map.of("version", 1, "reason", "The box was empty.");
      case "/acceptance" -> Map.of("limits", "Only for the control of this box.");
      case "/editions" -> Drafts.of(Boxes.fresh(), "GREEN", List.of());
      default -> Map.of("version", 1);
    };
  }

  private static Map<String, String> seaportPolice() {
    return Drafts.organisation("nl-seaport-police");
  }

  private static String nothing() {
    return "indicator--" + UUID.randomUUID();
  }
}
