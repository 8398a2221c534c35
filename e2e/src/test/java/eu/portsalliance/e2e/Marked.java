package eu.portsalliance.e2e;

import eu.portsalliance.table.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * How one alert is marked, in the words of the tables.
 *
 * @param seal another number that it names, empty for none
 * @param controller organisation of those who write it, at the port of origin
 */
record Marked(
    String box,
    String seal,
    String origin,
    String controller,
    String tlp,
    Set<String> audience,
    Set<String> persons,
    String action,
    String code,
    String regime) {

  /** Who writes and who releases at each port. */
  record Desk(String port, String organisation, String analyst, String officer) {}

  static final List<Desk> DESKS =
      List.of(
          new Desk("BEANR", "be-federal-police", "be-analyst", "be-officer"),
          new Desk("NLRTM", "nl-customs", "nl-analyst", "nl-officer"),
          new Desk("DEHAM", "de-customs", "de-analyst", "de-officer"));

  private static final Set<String> LIMITS_WHO_HAS_IT = Set.of("H2", "H3");
  private static final Set<String> ONLY_INFORMS = Set.of("inform", "ask");

  /**
   * An alert with the marks of a drawn case; empty where they contradict each other, so that no
   * draft takes them.
   */
  static Optional<Marked> like(Case c, RandomGenerator random) {
    boolean named = c.tlp().equals("RED") || c.action().equals("observe");
    boolean open = c.tlp().equals("CLEAR") || c.tlp().equals("GREEN");
    boolean audience = !c.audience().equals("empty");
    boolean contradicts =
        c.regime().equals("unknown")
            || (audience && (named || open))
            || (open && c.action().equals("observe"))
            || (c.tlp().equals("CLEAR")
                && (c.action().equals("discreet") || LIMITS_WHO_HAS_IT.contains(c.code())))
            || (c.tlp().equals("RED") && !ONLY_INFORMS.contains(c.action()))
            || (c.tlp().equals("AMBER+STRICT") && !audience && !named);
    if (contradicts) {
      return Optional.empty();
    }
    // observe takes two officers, and the cast has two at Antwerp alone
    Desk desk =
        c.action().equals("observe") ? DESKS.getFirst() : DESKS.get(random.nextInt(DESKS.size()));
    return Optional.of(
        new Marked(
            Boxes.fresh(),
            "",
            desk.port(),
            desk.organisation(),
            c.tlp(),
            audience ? some(Member.ids(), random) : Set.of(),
            named ? withOfficer(desk, some(people(), random)) : Set.of(),
            c.action(),
            c.code(),
            c.regime()));
  }

  /** The same with a seal that others may name too. */
  Marked sealed(String number) {
    return new Marked(
        box, number, origin, controller, tlp, audience, persons, action, code, regime);
  }

  /** An alert that everybody sees and that ranks: what comes after all others from a port. */
  static Marked last(Desk desk) {
    return new Marked(
        Boxes.fresh(),
        "",
        desk.port(),
        desk.organisation(),
        "CLEAR",
        Set.of(),
        Set.of(),
        "control",
        "H0",
        "LED");
  }

  private static List<String> people() {
    return Seat.ALL.stream().flatMap(seat -> seat.person().stream()).distinct().toList();
  }

  /** What is for named persons is released by one of them. */
  private static Set<String> withOfficer(Desk desk, Set<String> persons) {
    Set<String> all = new TreeSet<>(persons);
    all.add(Callers.claims(desk.officer(), desk.port()).path("person").asString());
    return all;
  }

  /** One to three of them. */
  private static Set<String> some(List<String> all, RandomGenerator random) {
    Set<String> some = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      some.add(all.get(random.nextInt(all.size())));
    }
    return some;
  }

  Desk desk() {
    return DESKS.stream().filter(desk -> desk.port().equals(origin)).findFirst().orElseThrow();
  }

  /** Who writes it: an analyst, or a second officer where the alert takes two. */
  String writer() {
    return action.equals("observe") ? "be-liaison" : desk().analyst();
  }

  /** As it is written. */
  Map<String, Object> draft() {
    Map<String, Object> draft =
        new LinkedHashMap<>(
            Drafts.of(box, tlp, audience.stream().map(Drafts::organisation).toList()));
    draft.put("actionOn", action);
    draft.put("handlingCode", code);
    draft.put("regime", regime);
    if (!seal.isEmpty()) {
      draft.put("indicators", List.of(Map.of("type", "seal", "value", seal)));
    }
    if (!persons.isEmpty()) {
      draft.put("persons", List.copyOf(persons));
    }
    if (code.equals("H3")) {
      draft.put("limits", "Only for the control of this box; ask before anything else.");
    }
    return draft;
  }

  /** What a reader asks of it, as a question to the tables. */
  Case asked(Seat by, String purpose, String use) {
    String recipient =
        by.person().map(p -> persons.contains(p) ? "named" : "not named").orElse("machine");
    return new Case(
        tlp,
        audience(by.organisation()),
        controller.equals(by.organisation()),
        origin.equals(by.port()),
        by.kind(),
        by.speaksHere(),
        recipient,
        by.role(),
        action,
        code,
        regime,
        purpose,
        use,
        false);
  }

  /** Whether it may be put before an organisation at its port, as a question to the tables. */
  Case delivered(Member to) {
    return new Case(
        tlp,
        audience(to.id()),
        controller.equals(to.id()),
        origin.equals(to.port()),
        to.kind(),
        true,
        "machine",
        "none",
        action,
        code,
        regime,
        "none",
        "deliver",
        false);
  }

  private String audience(String organisation) {
    if (audience.isEmpty()) {
      return "empty";
    }
    return audience.contains(organisation) ? "with" : "without";
  }
}
