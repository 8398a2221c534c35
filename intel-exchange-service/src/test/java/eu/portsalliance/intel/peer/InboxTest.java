package eu.portsalliance.intel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.StixAlerts;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.intel.stix.Withdrawal;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class InboxTest {

  @RepeatedTest(20)
  void anIdIsOfOnePortAlsoWhenTwoComeWithItAtOnce() throws JOSEException {
    Inbox inbox = Ports.NLRTM.bean(Inbox.class);
    String id = "indicator--" + UUID.randomUUID();
    List<Arrival> antwerp = List.of(arrival(id, "BEANR", 0));
    List<Arrival> hamburg = List.of(arrival(id, "DEHAM", 1));

    Mono.zip(
            inbox.store(new Locode("BEANR"), antwerp, "-", "-"),
            inbox.store(new Locode("DEHAM"), hamburg, "-", "-"))
        .block(Duration.ofSeconds(10));

    assertThat(Ports.NLRTM.rows("select origin from object_versions where id = '" + id + "'"))
        .hasSize(1);
  }

  @Test
  void whatTheDatabaseRefusesIsInQuarantineAndTheRestOfItsPageIsStored() throws JOSEException {
    String sound = "indicator--" + UUID.randomUUID();
    String refused = "indicator--" + UUID.randomUUID();
    Arrival.Accepted bad = arrival(refused, "BEANR", 0);
    List<Arrival> page =
        List.of(
            arrival(sound, "BEANR", 0),
            new Arrival.Accepted(
                bad.compact(),
                bad.parts(),
                bad.alert(),
                List.of(RecipientClass.organisation("no\0text"))));
    Inbox inbox = Ports.NLRTM.bean(Inbox.class);
    Locode peer = new Locode("BEZEE");

    Boolean moved = inbox.store(peer, page, "", "next").block(Duration.ofSeconds(10));

    assertThat(moved).isTrue();
    assertThat(inbox.cursor(peer).block(Duration.ofSeconds(10))).isEqualTo("next");
    assertThat(Ports.NLRTM.rows("select id from object_versions where origin = 'BEZEE'"))
        .containsExactly(sound);
    assertThat(Ports.NLRTM.rows("select tlp from receipts_due where port = 'BEZEE'"))
        .containsExactly("GREEN");
    assertThat(Ports.NLRTM.rows("select reason from quarantine where port = 'BEZEE'"))
        .containsExactly("the database refuses it");
  }

  @ParameterizedTest
  @CsvSource({"GREEN, GREEN|GREEN", "AMBER, AMBER|AMBER", "RED, ''"})
  void theReceiptOfAWithdrawalIsMarkedAsWhatIsErasedAndOfRedNoneIsKept(Tlp tlp, String receipts)
      throws JOSEException {
    String id = "indicator--" + UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Locode peer = new Locode("FRLEH");
    store(peer, arrival(marked(green(id, "FRLEH", now), tlp)));
    store(peer, withdrawn(new Withdrawal(id, 2, "FRLEH", "of-FRLEH", now, now.plusMillis(1))));

    assertThat(
            Ports.NLRTM.rows(
                "select coalesce(string_agg(tlp, '|'), '') from receipts_due where object_id = '%s'"
                    .formatted(id)))
        .containsExactly(receipts);
    assertThat(
            Ports.NLRTM.rows(
                "select length(payload) from object_versions where not withdrawal and id = '%s'"
                    .formatted(id)))
        .containsExactly("0");
  }

  @Test
  void whatIsTakenBackIsErasedInQuarantineTooAndTheTextOfOthersStays() throws JOSEException {
    String id = "indicator--" + UUID.randomUUID();
    String other = "indicator--" + UUID.randomUUID();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Locode peer = new Locode("ESALG");
    store(peer, arrival(green(id, "ESALG", now)), arrival(green(other, "ESALG", now)));
    store(
        peer,
        arrival(StixAlerts.green(id, 1, "ESALG", "of-ESALG", now, now, "Another box.")),
        arrival(StixAlerts.green(other, 1, "ESALG", "of-ESALG", now, now, "Another box.")));
    assertThat(quarantined(peer)).containsExactlyInAnyOrder(id, other);

    store(peer, withdrawn(new Withdrawal(id, 2, "ESALG", "of-ESALG", now, now.plusMillis(1))));
    store(peer, arrival(StixAlerts.green(id, 1, "ESALG", "of-ESALG", now, now, "A third box.")));

    assertThat(quarantined(peer)).containsExactly(other);
    assertThat(
            Ports.NLRTM.rows("select reason from quarantine where port = 'ESALG' and jws is null"))
        .containsExactly("says something else than the version of the same name before it");
  }

  /** The alerts of which a text of this peer is kept, as the texts themselves say. */
  private static List<String> quarantined(Locode peer) {
    return Ports.NLRTM
        .rows("select jws from quarantine where jws is not null and port = '" + peer + "'")
        .stream()
        .map(jws -> StoredObject.Parts.of(jws).orElseThrow().payload())
        .map(payload -> Api.JSON.readTree(payload).path("id").asString())
        .toList();
  }

  private static void store(Locode peer, Arrival... arrivals) {
    Ports.NLRTM
        .bean(Inbox.class)
        .store(peer, List.of(arrivals), "-", "-")
        .block(Duration.ofSeconds(10));
  }

  private static Arrival.Withdrawn withdrawn(Withdrawal withdrawal) throws JOSEException {
    String compact =
        Jws.sign(
            PortKey.of(new ECKeyGenerator(Curve.P_256).generate()),
            Signatures.TYPE,
            StixWriter.write(withdrawal));
    return new Arrival.Withdrawn(compact, StoredObject.Parts.of(compact).orElseThrow(), withdrawal);
  }

  private static StixAlert marked(StixAlert alert, Tlp tlp) {
    return new StixAlert(
        alert.id(),
        alert.version(),
        alert.origin(),
        alert.controller(),
        alert.created(),
        alert.modified(),
        alert.kind(),
        alert.title(),
        alert.narrative(),
        alert.containers(),
        tlp,
        alert.audience(),
        tlp == Tlp.RED ? List.of("nl-customs:nl-officer") : alert.persons(),
        alert.handlingCode(),
        alert.sourceGrade(),
        alert.informationGrade(),
        tlp == Tlp.RED ? ActionOn.INFORM : alert.actionOn(),
        alert.regime(),
        alert.legalBasis(),
        alert.nature(),
        alert.validFrom(),
        alert.validUntil(),
        alert.reviewOn(),
        alert.details());
  }

  private static Arrival.Accepted arrival(String id, String origin, int later)
      throws JOSEException {
    return arrival(
        green(id, origin, Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(later)));
  }

  private static StixAlert green(String id, String origin, Instant modified) {
    return StixAlerts.green(id, 1, origin, "of-" + origin, modified, modified, "A box.");
  }

  private static Arrival.Accepted arrival(StixAlert alert) throws JOSEException {
    PortKey key = PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    String compact = Jws.sign(key, Signatures.TYPE, StixWriter.write(alert));
    return new Arrival.Accepted(
        compact,
        StoredObject.Parts.of(compact).orElseThrow(),
        alert,
        List.of(RecipientClass.organisation("nobody-reads-this")));
  }
}
