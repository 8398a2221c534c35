package eu.portsalliance.intel.stix;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StixTest {

  private static StixAlert alert(Tlp tlp, ActionOn actionOn, String title, String narrative) {
    return new StixAlert(
        "indicator--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f11",
        1,
        "BEANR",
        "be-federal-police",
        Instant.parse("2026-11-23T08:15:00Z"),
        Instant.parse("2026-11-23T08:20:00.120Z"),
        "container-of-interest",
        title,
        narrative,
        List.of(new StixAlert.Box("MSKU1234565", true), new StixAlert.Box("TESI1120274", false)),
        tlp,
        List.of("nl-customs", "de-customs"),
        List.of(),
        HandlingCode.H1,
        Optional.of("B"),
        Optional.of("2"),
        actionOn,
        "LED",
        "Directive (EU) 2016/680, article 9",
        "assessment",
        Instant.parse("2026-11-23T08:15:00Z"),
        Instant.parse("2026-12-07T08:15:00Z"),
        LocalDate.parse("2026-12-31"),
        StixAlert.Details.NONE);
  }

  private static final String WRITTEN =
      """
      {"type":"indicator","spec_version":"2.1","id":"indicator--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f11",\
      "created_by_ref":"%s","created":"2026-11-23T08:15:00.000Z","modified":"2026-11-23T08:20:00.120Z",\
      "name":"Seal","description":"Switched.",\
      "pattern":"[shipping-container:number = 'MSKU1234565'] OR [shipping-container:number = 'TESI1120274']",\
      "pattern_type":"stix","valid_from":"2026-11-23T08:15:00.000Z","valid_until":"2026-12-07T08:15:00.000Z",\
      "confidence":70,"object_marking_refs":["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"],\
      "extensions":{"extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95":{\
      "extension_type":"property-extension","kind":"container-of-interest",\
      "containers":[{"number":"MSKU1234565","check_digit_valid":true},{"number":"TESI1120274","check_digit_valid":false}],\
      "audience":["de-customs","nl-customs"],"persons":[],"handling_code":"H1","source_grade":"B",\
      "information_grade":"2","action_on":"control","regime":"LED",\
      "legal_basis":"Directive (EU) 2016/680, article 9","nature":"assessment","review_on":"2026-12-31",\
      "origin_port":"BEANR","controller":"be-federal-police","released_version":1}}}""";

  @Test
  void theBytesAreExactlyThose() {
    byte[] bytes = StixWriter.write(alert(Tlp.AMBER, ActionOn.CONTROL, "Seal", "Switched."));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(WRITTEN.formatted(StixNames.identity("be-federal-police")));
  }

  @Test
  void theIdentityIsAVersionFiveUuidThatEveryPortComputesAlike() {
    // computed with another implementation of RFC 9562, section 5.5
    assertThat(StixNames.identity("be-federal-police"))
        .isEqualTo("identity--71ede154-49fc-5837-9695-b5b2dbdd0176");
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(
      @ForAll Tlp tlp, @ForAll ActionOn action, @ForAll String title, @ForAll String narrative) {
    StixAlert alert = alert(tlp, action, printable(title), printable(narrative));
    assertThat(StixReader.read(StixWriter.write(alert)))
        .isEqualTo(new StixReader.Reading.Read(alert));
  }

  @Property(tries = 300)
  void noBytesMakeTheReaderThrow(@ForAll byte[] bytes) {
    assertThat(StixReader.read(bytes)).isInstanceOf(StixReader.Reading.Unreadable.class);
  }

  @Property(tries = 500)
  void anObjectCutOrChangedAnywhereIsReadOrRefusedAndNeverThrows(
      @ForAll @net.jqwik.api.constraints.IntRange(max = 1500) int at, @ForAll byte change) {
    byte[] bytes = StixWriter.write(alert(Tlp.AMBER, ActionOn.CONTROL, "Seal", "Switched."));
    int place = at % bytes.length;
    byte[] cut = Arrays.copyOf(bytes, place);
    assertThat(StixReader.read(cut)).isInstanceOf(StixReader.Reading.Unreadable.class);
    bytes[place] = change;
    assertThat(StixReader.read(bytes)).isNotNull();
  }

  @Test
  void whatThePolicyCannotUnderstandIsNotRead() {
    refused("marking-definition--55d920b0", "marking-definition--00000000", "object_marking_refs");
    refused("\"action_on\":\"control\"", "\"action_on\":\"burn\"", "action_on");
    refused("\"handling_code\":\"H1\"", "\"handling_code\":\"H9\"", "handling_code");
    refused("\"type\":\"indicator\"", "\"type\":\"malware\"", "type");
    refused("\"confidence\":70", "\"confidence\":70,\"granular_markings\":[]", "granular_markings");
    refused("\"confidence\":70", "\"confidence\":70,\"confidence\":71", "JSON");
    refused(
        "\"controller\":\"be-federal-police\"", "\"controller\":\"de-customs\"", "created_by_ref");
    refused("\"persons\":[]", "\"persons\":[\"x\\u0000\"]", "persons");
    refused("\"de-customs\",", "\"de-customs\\u0000\",", "audience");
    refused("\"de-customs\",", "\"de-customs\\ud800\",", "audience");
    refused("\"description\":\"Switched.\"", "\"description\":\"\\udc00\"", "description");
    refused("\"kind\":\"container-of-interest\"", "\"kind\":\"\\ud83d\"", "kind");
    refused("2026-12-07T08:15:00.000Z", "+300000-01-01T00:00:00Z", "valid_until");
    refused("2026-11-23T08:20:00.120Z", "-5000-11-23T08:20:00Z", "modified");
    refused("421\"]", "421\",\"marking-definition--x\"]", "exactly one");
  }

  @Test
  void aSightingIsReadBackAndItsFaultsAreNamed() {
    StixSighting sighting =
        new StixSighting(
            "sighting--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f12",
            "indicator--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f11",
            "NLRTM",
            "nl-customs",
            Instant.parse("2026-11-23T09:15:00.001Z"),
            Instant.parse("2026-11-23T08:15:00Z"),
            "Quay 12 \"north\"",
            "seen",
            "",
            Tlp.AMBER_STRICT);
    String written = new String(StixWriter.write(sighting), StandardCharsets.UTF_8);
    assertThat(StixReader.read(StixWriter.write(sighting)))
        .isEqualTo(new StixReader.Reading.Sighted(sighting));
    Map<String, String> faults =
        Map.of(
            "sighting--", "sighting-",
            "\"sighting_of_ref\":\"indicator", "\"sighting_of_ref\":\"malware",
            "\"spec_version\":\"2.1\"", "\"spec_version\":\"2.0\"",
            "\"modified\":\"2026-11-23T09:15:00.001Z\"",
                "\"modified\":\"2026-11-23T09:15:00.002Z\"",
            "\"last_seen\":\"2026", "\"last_seen\":\"x",
            "\"outcome\":\"seen\"", "\"outcome\":\"" + "x".repeat(101) + "\"",
            "\"controller\":\"nl-customs\"", "\"controller\":\"de-customs\"",
            "\"object_marking_refs\":[", "\"object_marking_refs\":[\"x\",",
            "\"count\":1", "\"granular_markings\":[]");
    faults.forEach(
        (what, by) ->
            assertThat(StixReader.read(written.replace(what, by).getBytes(StandardCharsets.UTF_8)))
                .as(what)
                .isInstanceOf(StixReader.Reading.Unreadable.class));
  }

  @Test
  void aWithdrawalSaysNothingButThatAndIsReadBack() {
    Withdrawal withdrawal =
        new Withdrawal(
            "indicator--5f0c1b9e-7f0e-4a53-9d58-0d3b8a6a2f11",
            2,
            "BEANR",
            "be-federal-police",
            Instant.parse("2026-11-23T08:15:00Z"),
            Instant.parse("2026-11-23T09:00:00.001Z"));
    byte[] bytes = StixWriter.write(withdrawal);
    assertThat(StixReader.read(bytes)).isEqualTo(new StixReader.Reading.Withdrawn(withdrawal));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("\"revoked\":true")
        .doesNotContain("name", "description", "containers", "audience", "legal_basis");
  }

  @Test
  void whatNotEveryAlertHasIsWrittenAndReadBackAlsoInWordsOfOthers() {
    StixAlert plain = alert(Tlp.AMBER, ActionOn.CONTROL, "Seal", "Switched.");
    StixAlert full =
        with(
            plain,
            new StixAlert.Details(
                List.of(
                    new StixAlert.Indicator("haulier", "O'Neill \\ Sons"),
                    new StixAlert.Indicator("of-a-newer-peer", "x")),
                Optional.of(
                    new StixAlert.Journey(
                        Optional.of("447W"),
                        Optional.of("9074729"),
                        Optional.empty(),
                        Optional.of("ECGYE"),
                        Optional.empty())),
                Optional.of("Ask first."),
                Optional.of(Instant.parse("2026-11-24T08:00:00Z")),
                Optional.of(plain.id()),
                Optional.of(3),
                Optional.of(
                    new StixAlert.Wanted(
                        plain.id(), List.of("be-customs", "nl-customs"), "control on the quay")),
                Optional.of(false),
                List.of(
                    new StixAlert.Attachment(
                        "Siegel – \"Foto\".png", "image/png", 4711, "0a".repeat(32)))));
    byte[] bytes = StixWriter.write(full);
    assertThat(StixReader.read(bytes)).isEqualTo(new StixReader.Reading.Read(full));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("OR [x-port-haulier:value = 'O\\\\'Neill \\\\\\\\ Sons']");
  }

  private static StixAlert with(StixAlert a, StixAlert.Details details) {
    return new StixAlert(
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
        a.tlp(),
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
        details);
  }

  @Test
  void whatIsNotKnownIsLeftWhereItIs() {
    String written =
        written().replace("\"confidence\":70", "\"confidence\":70,\"x_new\":{\"a\":1}");
    assertThat(StixReader.read(written.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StixReader.Reading.Read.class);
  }

  /** What is longer than any index takes would keep whoever gets it from finding anything. */
  @Test
  void whatThingsAreFoundByIsBounded() {
    String longer = "x".repeat(3_000);
    refused("\"kind\":\"container-of-interest\"", "\"kind\":\"" + longer + "\"", "kind: longer");
    refused("\"name\":\"Seal\"", "\"name\":\"" + longer + "\"", "name: longer");
    refused("\"de-customs\"", "\"" + longer + "\"", "audience: holds more");
    String indicator = "\"indicators\":[{\"type\":\"%s\",\"value\":\"%s\"}],\"persons\":[]";
    refused("\"persons\":[]", indicator.formatted("seal", longer), "value: longer");
    refused("\"persons\":[]", indicator.formatted(longer, "X"), "type: longer");
    refused("\"persons\":[]", "\"persons\":[\"" + longer + "\"]", "persons: holds more");
  }

  private static void refused(String what, String by, String reason) {
    assertThat(written()).contains(what);
    assertThat(StixReader.read(written().replace(what, by).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            StixReader.Reading.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).contains(reason));
  }

  private static String written() {
    return WRITTEN.formatted(StixNames.identity("be-federal-police"));
  }

  /** A draft takes no control characters and no half characters; so neither do these. */
  private static String printable(String text) {
    StringBuilder kept = new StringBuilder("t");
    text.codePoints()
        .filter(c -> c > 31 && (c < 0xD800 || c > 0xDFFF))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
