package eu.portsalliance.risk.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.risk.testing.TestDirectory;
import eu.portsalliance.risk.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AlertReaderTest {
  private static final Directory DIRECTORY = directory(TestDirectory.signed(1));
  private static final StixAlert ALERT = StixAlert.on("CSQU3054383");

  private final AlertReader reader = new AlertReader();

  @Test
  void whatMattersToBoxesIsReadAndTheBytesAreKept() {
    Alert alert = good(ALERT.signed());

    assertThat(alert.id()).isEqualTo(ALERT.id());
    assertThat(alert.containers()).containsExactly(new ContainerNumber("CSQU3054383"));
    assertThat(alert.markings())
        .isEqualTo(
            new Markings(
                Tlp.AMBER,
                Set.of("nl-customs"),
                Set.of(),
                HandlingCode.H0,
                ActionOn.CONTROL,
                Optional.of(Regime.LED),
                "be-federal-police",
                "BEANR"));
    assertThat(new String(alert.object(), StandardCharsets.UTF_8)).isEqualTo(ALERT.json());
    assertThat(alert.signedBy()).isEqualTo(TestKeys.ANTWERP.thumbprint());
    assertThat(MarkingsJson.read(MarkingsJson.write(alert.markings()))).isEqualTo(alert.markings());
  }

  @ParameterizedTest
  @CsvSource({
    "AMBER, control, true",
    "AMBER+STRICT, discreet, true",
    "CLEAR, control, true",
    "AMBER, inform, false",
    "AMBER, ask, false",
    "AMBER, observe, false",
    "RED, control, false"
  })
  void onlyControlAndDiscreetBelowRedHaveAnEffect(String tlp, String action, boolean effect) {
    Alert alert = good(ALERT.tlp(tlp).action(action).signed());

    assertThat(alert.effective(Instant.now())).isEqualTo(effect);
  }

  @Test
  void aRevokedOrExpiredOneHasNone() {
    Instant now = Instant.now();

    assertThat(good(ALERT.takenBack().signed()).effective(now)).isFalse();
    assertThat(good(ALERT.valid(now.minusSeconds(9), now.minusSeconds(1)).signed()).effective(now))
        .isFalse();
  }

  @Test
  void aStrangersKeyMayBecomeKnownLaterAndABrokenSignatureNever() {
    assertThat(reader.read(ALERT.signed(TestKeys.STRANGER), DIRECTORY))
        .isInstanceOfSatisfying(Verified.Bad.class, bad -> assertThat(bad.later()).isTrue());
    String jws = ALERT.signed();
    String broken = jws.substring(0, jws.length() - 6) + "AAAAAA";
    assertThat(reader.read(broken, DIRECTORY))
        .isInstanceOfSatisfying(Verified.Bad.class, bad -> assertThat(bad.later()).isFalse());
  }

  @Test
  void noPortSpeaksForAnother() {
    assertThat(reader.read(ALERT.signed(TestKeys.ROTTERDAM), DIRECTORY))
        .isInstanceOfSatisfying(
            Verified.Bad.class,
            bad -> assertThat(bad.reason()).isEqualTo("signed by another port than its origin"));
  }

  @Test
  void aMarkThatIsNotOneOfTlpIsRefused() {
    assertThat(reader.read(ALERT.tlp("PURPLE").signed(), DIRECTORY))
        .isInstanceOf(Verified.Bad.class);
    assertThat(reader.read(ALERT.action("ponder").signed(), DIRECTORY))
        .isInstanceOf(Verified.Bad.class);
  }

  @Test
  void anObjectThatIsNoAlertOnBoxesPasses() {
    String other =
        Jws.sign(
            TestKeys.ANTWERP,
            AlertReader.TYPE,
            "{\"type\":\"sighting\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(reader.read(other, DIRECTORY)).isInstanceOf(Verified.Other.class);
  }

  /** Kept, it would read differently, and whoever looks for it would look for ever. */
  @Test
  void halfASurrogatePairIsNoTextOfAnAlert() {
    for (String where : List.of("nl-customs", "\"name\":\"")) {
      String json = ALERT.json().replace(where, where + "\\ud83d");
      assertThat(json).isNotEqualTo(ALERT.json());
      String signed =
          Jws.sign(TestKeys.ANTWERP, AlertReader.TYPE, json.getBytes(StandardCharsets.UTF_8));

      assertThat(reader.read(signed, DIRECTORY))
          .isInstanceOfSatisfying(
              Verified.Bad.class,
              bad -> assertThat(bad.reason()).isEqualTo("object is not readable"));
    }
  }

  @Test
  void aLongTitleIsNotCutThroughACharacter() {
    String title = "x" + "\uD83D\uDCE6".repeat(1_200);
    String json = ALERT.json().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"" + title + "\"");

    assertThat(
            good(Jws.sign(
                    TestKeys.ANTWERP, AlertReader.TYPE, json.getBytes(StandardCharsets.UTF_8)))
                .title())
        .isEqualTo("x" + "\uD83D\uDCE6".repeat(999));
  }

  @Property
  void anySignedBytesHaveAnOutcome(@ForAll String text) {
    String quoted = JsonMapper.shared().writeValueAsString(text);
    String json = ALERT.json().replace("\"CSQU3054383\"", quoted).replace("\"H0\"", quoted);

    assertThat(
            reader.read(
                Jws.sign(TestKeys.ANTWERP, AlertReader.TYPE, json.getBytes(StandardCharsets.UTF_8)),
                DIRECTORY))
        .isInstanceOf(Verified.Bad.class);
    assertThat(reader.read(text, DIRECTORY)).isInstanceOf(Verified.Bad.class);
  }

  private Alert good(String jws) {
    Verified read = reader.read(jws, DIRECTORY);
    assertThat(read).isInstanceOf(Verified.Good.class);
    return ((Verified.Good) read).alert();
  }

  private static Directory directory(String document) {
    byte[] payload =
        Jws.verify(document, Directory.TYPE, _ -> Optional.of(TestKeys.ROOT.jwk()))
            .orElseThrow()
            .payload();
    return JsonMapper.builder().build().readValue(payload, Directory.class);
  }
}
