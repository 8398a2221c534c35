package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
  private static final int TRIES = Integer.getInteger("alliance.tries", 2_250);

  /** Of those that are timed: ten thousand tries take longer than a test may otherwise. */
  private static final int LONGEST_MINUTES = 10;

  /** Another order each time; the same again with {@code -Dalliance.seed=N}. */
  private static final long SEED = Long.getLong("alliance.seed", System.nanoTime());

  private static final int WARM_UP = 400;
  private static final int IDS = 8;
  private static final int CALLS = 20;
  private static final double GUESSING = 0.55;
  private static final double NEGLIGIBLE = 0.03;

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  private static final Map<String, Ways.Way> PLAIN = new Ways().byPath();

  /** What is timed: every second try reads the alert itself. */
  private static final List<String> TIMED =
      Stream.of(Ways.HISTORY, Ways.RELATED, Ways.WORK, Ways.RELEASE, Ways.CONFIRM, Ways.AMENDMENT)
          .flatMap(other -> Stream.of(Ways.READ, other))
          .toList();

  private final Api officer = Callers.person("nl-officer", "NLRTM");
  private final Api colleague = Callers.person("be-liaison", "BEANR");
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
  void what_another_organisation_alone_may_read_takes_as_long_as_what_is_not_there() {
    cannotBeTimed(officer, "nlrtm-intel", forSeaportPolice(IDS));
  }

  @Test
  @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
  void what_named_colleagues_alone_may_read_takes_as_long_as_what_is_not_there() {
    cannotBeTimed(colleague, "beanr-intel", forNamedColleagues(IDS));
  }

  @Test
  void every_path_with_the_id_of_an_alert_is_tried_here() {
    assertThat(Stream.concat(new Ways().byPath().keySet().stream(), Stream.of(Ways.OF_PEERS)))
        .containsExactlyInAnyOrderElementsOf(Ways.described())
        .containsAll(TIMED);
  }

  @Test
  void on_every_path_of_an_alert_the_answer_is_that_of_what_is_not_there() {
    forSeaportPolice(2).forEach(id -> answersAsNothing(officer, new Ways(), id));
    answersAsNothing(officer, new Ways(), forGermanCustoms());
    forNamedColleagues(1).forEach(id -> answersAsNothing(colleague, new Ways(), id));
    answersAsNothing(colleague, new Ways(), Alerts.id(Alerts.draft(writer(), forNamed())));
    Worked worked = worked();
    answersAsNothing(colleague, worked.ways(), worked.id());
    peerIsAnsweredAsNothing("DEHAM", worked);
    String hamburgs = forGermanCustoms();
    for (Api caller :
        List.of(Callers.person("be-liaison", "NLRTM"), Callers.machine("cti-nlrtm"))) {
      Stream.of(Ways.READ, Ways.HISTORY, Ways.RELATED, Ways.WORK)
          .forEach(what -> answersAsNothing(caller, what, way(what), hamburgs, 404));
    }
  }

  @Test
  void twenty_calls_on_any_path_that_takes_a_box_do_not_tell_a_flagged_one_from_another() {
    String flagged = Boxes.fresh();
    String plain = Boxes.fresh();
    rotterdam.arrived(List.of(flagged, plain));
    String open = rotterdam.arrived();
    Marked.Desk hamburg = Marked.DESKS.getLast();
    released(hamburg, Drafts.of(flagged, "AMBER+STRICT", List.of(seaportPolice())));
    String later = released(hamburg, Drafts.of(open, "GREEN", List.of()));
    List<Seat> seats = Seat.ALL.stream().filter(UnseenTest::mayNotReadIt).toList();
    // what comes later is at every port, so the other is too
    seats.stream()
        .filter(Seat::ranks)
        .map(seat -> seat.working("crime-prevention"))
        .forEach(
            caller -> Waiting.until(() -> caller.get(Alerts.PATH + "/" + later).status() == 200));
    for (Seat by : seats) {
      Api caller = by.working("crime-prevention");
      Ways.withBox()
          .forEach(
              (what, way) -> {
                List<String> seen = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                  String box = i % 2 == 0 ? flagged : plain;
                  seen.add(Shape.ofBox(way.by(caller, box), box));
                }
                assertThat(seen.stream().distinct()).as("%s: %s", by, what).hasSize(1);
              });
      if (by.ranks() && by.port().equals("NLRTM")) {
        Waiting.until(() -> Journeys.ranking(caller).contains(later));
        assertThat(caller.get("/api/risk/containers/" + flagged).status()).isEqualTo(200);
        assertThat(
                Stream.of(flagged, plain)
                    .map(box -> Journeys.ranked(caller, box).orElseThrow().path("score").asInt()))
            .as("%s", by)
            .containsOnly(0);
      }
    }
  }

  /** Everybody but those who may read the alert: who wrote it, and for whom. */
  private static boolean mayNotReadIt(Seat seat) {
    return !Set.of("de-customs", "nl-seaport-police").contains(seat.organisation());
  }

  /** Whatever is sent is well-formed, and the role suffices: the id alone is what is refused. */
  private static void answersAsNothing(Api officer, Ways ways, String id) {
    ways.byPath().forEach((what, way) -> answersAsNothing(officer, what, way, id, 404));
    Ways.byName()
        .forEach(
            (field, way) -> {
              answersAsNothing(officer, field, way, id, 400);
              assertThat(way.by(officer, id).json().path("errors").findValuesAsString("field"))
                  .containsExactly(field);
            });
  }

  private static void answersAsNothing(
      Api caller, String what, Ways.Way way, String id, int status) {
    String nothing = nothing();
    Answer answer = way.by(caller, id);
    assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(status);
    assertThat(Shape.of(answer, id)).as(what).isEqualTo(Shape.of(way.by(caller, nothing), nothing));
  }

  private static void peerIsAnsweredAsNothing(String peer, Worked worked) {
    PeerPort port = new PeerPort(peer);
    answersAsNothing(
        Callers.anonymous(peer),
        Ways.OF_PEERS,
        (_, id) ->
            port.get(
                "BEANR",
                "/api/intel/peer/v1/objects/" + id + "/attachments/" + worked.attachment()),
        worked.id(),
        404);
  }

  private void cannotBeTimed(Api reader, String part, List<String> unseen) {
    Api service = reader.at("http://127.0.0.1:" + TheAlliance.part(part).port());
    List<String> nothing = Stream.generate(UnseenTest::nothing).limit(IDS).toList();
    measured(service, unseen, nothing, WARM_UP);
    Map<String, Samples> measured = measured(service, unseen, nothing, TRIES);
    measured.forEach(
        (way, samples) ->
            assertThat(samples.separability())
                .as("seed %d: threshold on time of %s", SEED, way)
                .isLessThanOrEqualTo(Math.max(GUESSING, 0.5 + samples.chance())));
    Samples samples = Samples.together(measured.values());
    double[] difference = samples.difference();
    assertThat(samples.separability())
        .as(
            "seed %d: threshold on time, %d tries each, difference %s",
            SEED, TRIES, List.of(difference[0], difference[1]))
        .isLessThanOrEqualTo(GUESSING);
    assertThat(difference[0]).as("at least so much longer").isLessThan(NEGLIGIBLE);
    assertThat(difference[1]).as("at least so much shorter").isGreaterThan(-NEGLIGIBLE);
  }

  /** One of each kind in turn, in an order that no rhythm of the machine can follow. */
  private Map<String, Samples> measured(
      Api service, List<String> unseen, List<String> nothing, int tries) {
    Map<String, List<Double>> ones = new LinkedHashMap<>();
    Map<String, List<Double>> others = new LinkedHashMap<>();
    for (int i = 0; i < tries; i++) {
      String way = TIMED.get(i % TIMED.size());
      int which = random.nextInt(IDS);
      if (random.nextBoolean()) {
        took(ones, service, way, unseen.get(which));
        took(others, service, way, nothing.get(which));
      } else {
        took(others, service, way, nothing.get(which));
        took(ones, service, way, unseen.get(which));
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    ones.forEach(
        (way, times) ->
            samples.put(
                way, new Samples(array(times), array(others.getOrDefault(way, List.of())))));
    return samples;
  }

  private static void took(Map<String, List<Double>> times, Api service, String way, String id) {
    Answer answer = way(way).by(service, id);
    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
    times
        .computeIfAbsent(way, _ -> new ArrayList<>())
        .add((double) TimeUnit.NANOSECONDS.toMicros(answer.took().toNanos()));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Ways.Way way(String what) {
    return Objects.requireNonNull(PLAIN.get(what));
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
    Waiting.until(() -> Alerts.latest(officer).stream().map(Alerts::id).anyMatch(later::equals));
    return ids;
  }

  /** Of Antwerp, for two of its federal police by name: a third one is who reads. */
  private static List<String> forNamedColleagues(int count) {
    return Stream.generate(() -> released(writer(), second(), forNamed())).limit(count).toList();
  }

  private static Map<String, Object> forNamed() {
    List<String> named =
        Stream.of("be-analyst", "be-officer")
            .map(name -> Callers.claims(name, "BEANR").path("person").asString())
            .toList();
    return Drafts.with(
        Drafts.with(Drafts.of(Boxes.fresh(), "RED", List.of()), "persons", named),
        "actionOn",
        "inform");
  }

  private static Api writer() {
    return Callers.person("be-analyst", "BEANR");
  }

  private static Api second() {
    return Callers.person("be-officer", "BEANR");
  }

  /** An alert for named colleagues with all that people do to one, and how to ask for it. */
  private record Worked(String id, String attachment, Ways ways) {}

  private static Worked worked() {
    String id = Alerts.id(Alerts.draft(writer(), forNamed()));
    String path = Alerts.PATH + "/" + id;
    JsonNode attached =
        done(
            writer()
                .upload(
                    path + "/attachments?version=1", "image/png", "seal.png", Pictures.png(16)));
    Map<String, Object> version = Alerts.version(attached);
    done(second().post(path + "/release", version));
    Waiting.until(() -> writer().get(path + "/work").status() == 200);
    done(writer().post(path + "/acknowledgement", Map.of()));
    String sighting = done(writer().post(path + "/sightings", Ways.seen())).path("id").asString();
    done(
        writer()
            .post(
                path + "/revocation",
                Map.of(
                    "version", attached.path("version").asInt(), "reason", "The box was empty.")));
    Map<String, Object> next = new LinkedHashMap<>(forNamed());
    next.putAll(version);
    done(writer().write("PUT", path, next));
    String attachment = attached.at("/attachments/0/sha256").asString();
    return new Worked(
        id, attachment, new Ways(attached.path("version").asInt(), attachment, sighting));
  }

  private static JsonNode done(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
    return answer.json();
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

  private static Map<String, String> seaportPolice() {
    return Drafts.organisation("nl-seaport-police");
  }

  private static String nothing() {
    return "indicator--" + UUID.randomUUID();
  }
}
