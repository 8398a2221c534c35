package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.intel.stix.Withdrawal;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Rotterdam makes of what Antwerp sends, Antwerp being ours to misbehave. */
class ArrivalTest {

  private static final StubRegistry REGISTRY = new StubRegistry("NLRTM", "BEANR");
  private static final FakePeer ANTWERP = new FakePeer();
  private static TestPort rotterdam;
  private static Api reader;

  @BeforeAll
  static void start() {
    REGISTRY.place("BEANR", ANTWERP.address());
    rotterdam = new TestPort("NLRTM", REGISTRY);
    reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-reader");
    await().atMost(Duration.ofSeconds(30)).until(rotterdam::linked);
  }

  @AfterAll
  static void stop() {
    rotterdam.close();
    ANTWERP.close();
    REGISTRY.close();
  }

  @Test
  void whatFailsACheckIsInQuarantineAndWhatStandsBehindItPasses() {
    StixAlert sound = alert();
    String good = signed(sound);
    String[] parts = good.split("\\.", -1);
    String other = signed(with(alert(), "BEANR", "be-federal-police", Tlp.GREEN, "Other"));
    String tampered = parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
    String forged = Jws.sign(StubRegistry.key(), "alliance-object+jws", StixWriter.write(alert()));
    String mistyped = Jws.sign(key(), "directory+jws", StixWriter.write(alert()));
    String foreign = signed(with(alert(), "NLRTM", "nl-customs", Tlp.GREEN, "Foreign"));
    String usurper = signed(with(alert(), "BEANR", "nl-customs", Tlp.GREEN, "Usurper"));
    String terminal = signed(with(alert(), "BEANR", "antwerp-terminal", Tlp.GREEN, "Terminal"));
    String turned = signed(with(alert(), "BEANR", "be-federal-police", Tlp.GREEN, "Box \u202e1"));
    String notForUs = signed(with(alert(), "BEANR", "be-federal-police", Tlp.AMBER, "No"));
    String notStix = Jws.sign(key(), "alliance-object+jws", new byte[] {'{', '}'});
    String loose = parts[0] + "\0." + parts[1] + "." + parts[2];
    ANTWERP.put(
        "garbage",
        loose,
        good + "=",
        tampered,
        forged,
        mistyped,
        foreign,
        usurper,
        terminal,
        turned,
        notForUs,
        notStix,
        good);
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(sound.id()));
    assertThat(rotterdam.rows("select reason from quarantine"))
        .contains(
            "not a compact JWS in its one form",
            "not signed by a key of the port that sent it",
            "its origin is not the port that sent it",
            "its controller may not speak at its origin",
            "its controller is no authority",
            "has characters that cannot be seen",
            "nobody at this port is entitled")
        .anyMatch(reason -> reason.startsWith("type"));
    assertThat(
            rotterdam.rows(
                "select reason from quarantine where reason like 'nobody%' and jws is not null"))
        .isEmpty();
    assertThat(rotterdam.rows("select count(*) from object_versions where origin <> 'BEANR'"))
        .containsExactly("0");
  }

  @Test
  void marksThatContradictEachOtherAreInQuarantineAndWhatStandsBehindPasses() {
    List<String> someone = List.of("nl-customs:4711");
    List<String> customs = List.of("nl-customs");
    StixAlert sound = alert();
    ANTWERP.put(
        marked(Tlp.CLEAR, customs, List.of(), HandlingCode.H0, ActionOn.CONTROL),
        marked(Tlp.GREEN, List.of(), List.of(), HandlingCode.H3, ActionOn.CONTROL),
        marked(Tlp.AMBER, customs, someone, HandlingCode.H0, ActionOn.CONTROL),
        marked(Tlp.CLEAR, List.of(), List.of(), HandlingCode.H0, ActionOn.DISCREET),
        marked(Tlp.CLEAR, List.of(), List.of(), HandlingCode.H2, ActionOn.CONTROL),
        marked(Tlp.RED, customs, someone, HandlingCode.H0, ActionOn.CONTROL),
        signed(sound));
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(sound.id()));
    assertThat(
            rotterdam.rows(
                "select substring(reason from 34) || ' ' || (jws is not null)::text from quarantine"
                    + " where reason like 'its marks contradict each other: %'"))
        .containsExactlyInAnyOrder(
            "audience true",
            "limits true",
            "persons true",
            "actionOn true",
            "handlingCode true",
            "audience, actionOn false");
  }

  @Test
  void aWithdrawalEmptiesWhatIsInQuarantineUnderItsIdToo() {
    StixAlert first = alert();
    ANTWERP.put(signed(first), signed(at(first, first.modified(), "Other words")));
    ANTWERP.hint();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rotterdam.quarantined().stream().anyMatch(says(first, "Other words")));

    StixAlert unreadable = with(first, "BEANR", "be-federal-police", Tlp.GREEN, "Unheard of");
    String odd =
        new String(StixWriter.write(unreadable), StandardCharsets.UTF_8)
            .replace("\"control\"", "\"unheard-of\"");
    StixAlert later = alert();
    Instant gone = first.modified().plusMillis(1);
    ANTWERP.put(
        Jws.sign(key(), "alliance-object+jws", odd.getBytes(StandardCharsets.UTF_8)),
        Jws.sign(
            key(),
            "alliance-object+jws",
            StixWriter.write(
                new Withdrawal(
                    first.id(), 1, first.origin(), first.controller(), first.created(), gone))),
        signed(at(first, first.modified(), "Third words")),
        signed(later));
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(later.id()));
    assertThat(rotterdam.quarantined()).noneMatch(says(first, ""));
    assertThat(rotterdam.rows("select 1 from quarantine where object_id = '" + first.id() + "'"))
        .isEmpty();
  }

  private static Predicate<String> says(StixAlert alert, String words) {
    return text -> text.contains(alert.id()) && text.contains(words);
  }

  private static String marked(
      Tlp tlp, List<String> audience, List<String> persons, HandlingCode code, ActionOn action) {
    StixAlert a = alert();
    return signed(
        new StixAlert(
            a.id(),
            a.version(),
            a.origin(),
            a.controller(),
            a.created(),
            a.modified(),
            a.kind(),
            a.title(),
            a.narrative(),
            a.containers(),
            tlp,
            audience,
            persons,
            code,
            a.sourceGrade(),
            a.informationGrade(),
            action,
            a.regime(),
            a.legalBasis(),
            a.nature(),
            a.validFrom(),
            a.validUntil(),
            a.reviewOn(),
            a.details()));
  }

  @Test
  void anAlertWhoseHintIsLostArrivesAllTheSame() {
    StixAlert alert = alert();
    ANTWERP.put(signed(alert));
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(alert.id()));
  }

  @Test
  void aHintStreamThatEndsIsOpenedAgainAndTheLogReadOn() {
    int before = ANTWERP.opened.get();
    ANTWERP.hangUp();
    StixAlert alert = alert();
    ANTWERP.put(signed(alert));
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(alert.id()));
    await().atMost(Duration.ofSeconds(20)).until(() -> ANTWERP.opened.get() > before);
  }

  @Test
  void aPeerThatGivesNoHintStreamIsReadAllTheSame() {
    ANTWERP.busy(true);
    ANTWERP.hangUp();
    StixAlert alert = alert();
    ANTWERP.put(signed(alert));
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(alert.id()));
    ANTWERP.busy(false);
    await().atMost(Duration.ofSeconds(20)).until(rotterdam::linked);
  }

  @Test
  void rubbishWithoutEndFillsOnlyTheShareOfItsPeer() {
    rotterdam.rows(
        "with filled as (insert into quarantine (port, digest, reason)"
            + " select 'BEANR', decode(md5(n::text), 'hex'), 'filled' from generate_series(1, 5000) n"
            + " returning 1) select count(*) from filled");
    String count = "select count(*) from quarantine where port = 'BEANR'";
    List<String> before = rotterdam.rows(count);
    StixAlert alert = alert();
    ANTWERP.put("rubbish " + UUID.randomUUID(), signed(alert));
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(alert.id()));
    assertThat(rotterdam.rows(count)).isEqualTo(before);
    rotterdam.rows(
        "with gone as (delete from quarantine where reason = 'filled' returning 1)"
            + " select count(*) from gone");
  }

  @Test
  void aLogThatBeganAnewIsReadFromTheBeginningAndNothingIsDoubled() {
    StixAlert alert = alert();
    ANTWERP.put(signed(alert));
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(alert.id()));
    ANTWERP.begin(UUID.randomUUID().toString().substring(0, 6).replaceAll("[0-9]", "x") + "-");
    StixAlert later = alert();
    ANTWERP.put(signed(later));
    ANTWERP.hint();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(later.id()));
    assertThat(
            rotterdam.rows(
                "select recipient from deliveries where object_id = '"
                    + alert.id()
                    + "' group by recipient having count(*) > 1"))
        .isEmpty();
  }

  @Test
  void anOlderVersionNeverStandsOverANewerAndAContradictionIsKeptOut() {
    StixAlert first = with(alert(), "BEANR", "be-federal-police", Tlp.GREEN, "First");
    StixAlert newer = at(first, first.modified().plusMillis(5), "Newer");
    StixAlert liar = at(newer, newer.modified(), "Liar");
    ANTWERP.put(signed(newer), signed(first), signed(liar));
    ANTWERP.hint();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                rotterdam
                        .rows(
                            "select count(*) from deliveries where seq is not null and object_id = '"
                                + first.id()
                                + "' and recipient = 'organisation:nl-customs'")
                        .equals(List.of("2"))
                    && !rotterdam
                        .rows("select reason from quarantine where reason like 'says something%'")
                        .isEmpty());
    assertThat(reader.get("/api/intel/alerts/" + first.id()).text("/title")).isEqualTo("Newer");
  }

  @Test
  void aReceiptFollows() {
    StixAlert alert = alert();
    ANTWERP.put(signed(alert));
    ANTWERP.hint();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ANTWERP.receipts.stream().anyMatch(body -> body.contains(alert.id())));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                rotterdam
                    .rows("select 1 from receipts_due where object_id = '" + alert.id() + "'")
                    .isEmpty());
  }

  private static PortKey key() {
    return REGISTRY.key("BEANR");
  }

  private static String signed(StixAlert alert) {
    return Jws.sign(key(), "alliance-object+jws", StixWriter.write(alert));
  }

  private static StixAlert alert() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return StixAlerts.green(
        "indicator--" + UUID.randomUUID(), 1, "BEANR", "be-federal-police", now, now, "A box.");
  }

  private static StixAlert at(StixAlert a, Instant modified, String title) {
    return copy(a, a.origin(), a.controller(), a.tlp(), title, modified);
  }

  private static StixAlert with(
      StixAlert a, String origin, String controller, Tlp tlp, String title) {
    return copy(a, origin, controller, tlp, title, a.modified());
  }

  private static StixAlert copy(
      StixAlert a, String origin, String controller, Tlp tlp, String title, Instant modified) {
    return new StixAlert(
        a.id(),
        a.version(),
        origin,
        controller,
        a.created(),
        modified,
        a.kind(),
        title,
        a.narrative(),
        a.containers(),
        tlp,
        a.audience(),
        a.persons(),
        a.handlingCode(),
        a.sourceGrade(),
        a.informationGrade(),
        a.actionOn(),
        a.regime(),
        a.legalBasis(),
        a.nature(),
        a.validFrom(),
        a.validUntil(),
        a.reviewOn(),
        a.details());
  }
}
