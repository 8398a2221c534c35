package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.demo.BoxNumber;
import eu.portsalliance.local.demo.Messages;
import eu.portsalliance.testkit.history.Act.Outcome;
import eu.portsalliance.testkit.history.Version;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * The people of one port, who draft, release, amend and revoke without a pause. A request without a
 * clear answer is sent again with its key; some are given up, and nobody knows what became of them.
 */
final class Writer {
  private static final String PATH = "/api/intel/alerts";
  private static final int MOST_STANDING = 15;
  private static final int FAILED = 500;

  /** How one port's people write. */
  record Desk(String port, String organisation, String drafts, String releases, String confirms) {
    static final List<Desk> ALL =
        List.of(
            new Desk("NLRTM", "nl-customs", "nl-analyst", "nl-officer", "nl-seaport-officer"),
            new Desk("BEANR", "be-federal-police", "be-analyst", "be-officer", "be-officer"),
            new Desk("DEHAM", "de-customs", "de-analyst", "de-officer", "de-officer"));
  }

  /** One that stands, as its writers know it. */
  private record Standing(String id, int version, Map<String, Object> body, Marking marking) {}

  private final Desk desk;
  private final Api analyst;
  private final Api officer;
  private final Api second;
  private final Notebook notebook;
  private final Random random;
  private final List<String> persons = new ArrayList<>();
  private final List<Standing> standing = new ArrayList<>();
  private volatile boolean ended;
  private volatile long lastChance = Long.MAX_VALUE;

  /**
   * @param people gives the calls of somebody at a port
   */
  Writer(Desk desk, BiFunction<String, String, Api> people, Notebook notebook, long seed) {
    this.desk = desk;
    this.notebook = notebook;
    random = new Random(seed);
    analyst = people.apply(desk.drafts(), desk.port());
    officer = people.apply(desk.releases(), desk.port());
    second = people.apply(desk.confirms(), desk.port());
  }

  /** The identifiers of the two, whom a RED alert names: as their own drafts say. */
  void introduce() {
    for (Api one : List.of(analyst, officer)) {
      Answer answer = one.post(PATH, body("GREEN", List.of()));
      if (answer.status() != 201) {
        throw new Unmeasurable(desk.port() + " took no draft: " + answer);
      }
      persons.add(answer.json().path("draftedBy").path("person").asString());
    }
  }

  /** Writes until it is ended, and then until the last act has its answer. */
  void work() {
    try {
      while (!ended) {
        int draw = random.nextInt(100);
        if (standing.isEmpty() || (draw < 55 && standing.size() < MOST_STANDING)) {
          begin();
        } else if (draw < 75) {
          amend(standing.remove(random.nextInt(standing.size())));
        } else {
          revoke(standing.remove(random.nextInt(standing.size())));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(50, 400));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * No new act begins.
   *
   * @param patience how long those that were begun may still be repeated
   */
  void end(Duration patience) {
    lastChance = System.nanoTime() + patience.toNanos();
    ended = true;
  }

  private void begin() throws InterruptedException {
    Marking marking = marking();
    Map<String, Object> body = body(marking.tlp(), audience(marking));
    if (marking.tlp().equals("RED")) {
      body.put("persons", persons);
    }
    Optional<JsonNode> draft = insist("draft", key -> analyst.post(PATH, body, key));
    if (draft.isPresent()) {
      release(draft.get(), body, marking, officer, desk.releases());
    }
  }

  private void release(
      JsonNode draft, Map<String, Object> body, Marking marking, Api by, String who)
      throws InterruptedException {
    String id = draft.path("id").asString();
    int version = draft.path("version").asInt();
    long act = notebook.releasing(who, new Version(id, version), marking);
    Optional<JsonNode> released =
        insist(
            act,
            "release",
            key -> by.post(PATH + "/" + id + "/release", Map.of("version", version), key));
    if (released.isPresent()) {
      standing.add(new Standing(id, version, body, marking));
    }
  }

  /** A next version for others; at Rotterdam for more, since another organisation would narrow. */
  private void amend(Standing one) throws InterruptedException {
    Marking before = one.marking();
    Set<String> organisations = new HashSet<>(before.organisations());
    if (before.tlp().startsWith("AMBER")) {
      boolean widens = desk.port().equals("NLRTM") || random.nextBoolean();
      Set<String> others = some(everybody());
      if (widens) {
        organisations.addAll(others);
      } else {
        organisations.retainAll(others);
        organisations.add(desk.organisation());
      }
    }
    Marking after =
        new Marking(
            before.tlp(), before.controller(), before.origin(), organisations, before.named());
    Map<String, Object> body = new LinkedHashMap<>(one.body());
    body.put("narrative", body.get("narrative") + " Seen again.");
    body.put("audience", audience(after));
    Map<String, Object> edit = new LinkedHashMap<>(body);
    edit.put("version", one.version());
    String path = PATH + "/" + one.id();
    Optional<JsonNode> draft = insist("amend", key -> analyst.write("PUT", path, edit, key));
    if (draft.isPresent()) {
      release(draft.get(), body, after, officer, desk.releases());
    }
  }

  private void revoke(Standing one) throws InterruptedException {
    String path = PATH + "/" + one.id() + "/revocation";
    Map<String, Object> version = Map.of("version", one.version());
    Map<String, Object> why = Map.of("version", one.version(), "reason", "It was looked at.");
    if (insist("propose", key -> analyst.post(path, why, key)).isEmpty()) {
      return;
    }
    Seat other = new Seat(desk.confirms(), desk.port(), otherOrganisation(), true);
    boolean asked = other.reads(one.marking());
    String who = asked ? desk.confirms() : desk.releases();
    Api by = asked ? second : officer;
    long act = notebook.revoking(who, one.id());
    insist(act, "revoke", key -> by.post(path + "/confirm", version, key));
  }

  private String otherOrganisation() {
    return desk.port().equals("NLRTM") ? "nl-seaport-police" : desk.organisation();
  }

  private interface Request {
    Answer send(String key);
  }

  /** The same for what nobody is shown. */
  private Optional<JsonNode> insist(String what, Request request) throws InterruptedException {
    Optional<Answer> answer = clear(request);
    notebook.count(what + " " + words(answer));
    return answer.filter(given -> given.status() < 300).map(Answer::json);
  }

  /** Sends it until the answer is clear, or gives it up; writes down how it ended. */
  private Optional<JsonNode> insist(long act, String what, Request request)
      throws InterruptedException {
    Optional<Answer> answer = clear(request);
    Outcome outcome =
        answer
            .map(given -> given.status() < 300 ? Outcome.DONE : Outcome.REFUSED)
            .orElse(Outcome.UNKNOWN);
    notebook.ended(act, outcome, what + " " + words(answer));
    return answer.filter(given -> given.status() < 300).map(Answer::json);
  }

  private static String words(Optional<Answer> answer) {
    return answer
        .map(
            given ->
                given.status() < 300
                    ? "acknowledged"
                    : "refused (%d %s)".formatted(given.status(), given.problem()))
        .orElse("unknown");
  }

  private Optional<Answer> clear(Request request) throws InterruptedException {
    String key = UUID.randomUUID().toString();
    boolean patient = random.nextInt(20) > 0;
    do {
      try {
        Answer answer = request.send(key);
        if (answer.status() < FAILED && !Set.of(401, 408, 429).contains(answer.status())) {
          return Optional.of(answer);
        }
      } catch (UncheckedIOException | IllegalStateException away) {
        // nobody knows whether it was done
      }
      TimeUnit.MILLISECONDS.sleep(200);
    } while (patient && System.nanoTime() < lastChance);
    return Optional.empty();
  }

  private Marking marking() {
    String tlp =
        switch (random.nextInt(10)) {
          case 0 -> "CLEAR";
          case 1, 2 -> "GREEN";
          case 3, 4 -> "RED";
          case 5, 6 -> "AMBER+STRICT";
          default -> "AMBER";
        };
    Set<String> organisations = new HashSet<>();
    if (tlp.startsWith("AMBER")) {
      organisations.addAll(some(everybody()));
    }
    Set<String> named = tlp.equals("RED") ? Set.of(desk.drafts() + "@" + desk.port()) : Set.of();
    return new Marking(tlp, desk.organisation(), desk.port(), organisations, named);
  }

  private static List<String> everybody() {
    return Seat.AUTHORITIES.values().stream().flatMap(Set::stream).sorted().toList();
  }

  private Set<String> some(List<String> all) {
    Set<String> chosen = new HashSet<>();
    while (chosen.isEmpty()) {
      all.stream().filter(_ -> random.nextInt(3) == 0).forEach(chosen::add);
    }
    return chosen;
  }

  /** A port where all of its authorities are in it, else organisations, so that both are used. */
  private static List<Map<String, String>> audience(Marking marking) {
    List<Map<String, String>> audience = new ArrayList<>();
    Set<String> left = new java.util.TreeSet<>(marking.organisations());
    if (marking.tlp().equals("AMBER")) {
      new java.util.TreeMap<>(Seat.AUTHORITIES)
          .forEach(
              (port, authorities) -> {
                if (left.containsAll(authorities)) {
                  audience.add(Map.of("port", port));
                  left.removeAll(authorities);
                }
              });
    }
    left.forEach(organisation -> audience.add(Map.of("organisation", organisation)));
    return audience;
  }

  private Map<String, Object> body(String tlp, List<Map<String, String>> audience) {
    Map<String, Object> body =
        new HashMap<>(Messages.alert(BoxNumber.fresh(random), tlp, audience));
    body.put("actionOn", "inform");
    return body;
  }
}
