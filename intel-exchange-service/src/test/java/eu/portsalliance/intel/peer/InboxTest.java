package eu.portsalliance.intel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.StixAlerts;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
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

  private static Arrival.Accepted arrival(String id, String origin, int later)
      throws JOSEException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    StixAlert alert =
        StixAlerts.green(id, 1, origin, "of-" + origin, now, now.plusMillis(later), "A box.");
    PortKey key = PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    String compact = Jws.sign(key, Signatures.TYPE, StixWriter.write(alert));
    return new Arrival.Accepted(
        compact,
        StoredObject.Parts.of(compact).orElseThrow(),
        alert,
        List.of(RecipientClass.organisation("nobody-reads-this")));
  }
}
