package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.DE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The log is all that leaves: what stands in it for a recipient, and nothing beside it. */
class DeliveryLogTest {

  private static final String OBJECTS = "/api/intel/peer/v1/objects";
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void whatStandsForNobodyInTheLogIsHandedOutByNoPath() {
    String known = Ports.released("GREEN", "[]");
    await().atMost(SOON).until(() -> NL_ANALYST.sees(known));
    String unlogged = "indicator--" + UUID.randomUUID();
    String title = "Stands in no log";
    store(unlogged, known, title);
    try (Events antwerp =
        Events.of(BE_OFFICER.request("/api/intel/alerts/stream?from=0")).opened()) {
      String later = Ports.released("GREEN", "[]");
      await().atMost(SOON).until(() -> antwerp.count(later) == 1 && NL_ANALYST.sees(later));
      assertThat(antwerp.count(unlogged)).isZero();
      assertThat(BE_OFFICER.get("/api/intel/alerts/" + unlogged).status()).isEqualTo(404);
      assertThat(BE_OFFICER.get("/api/intel/alerts?limit=200").raw().body())
          .contains(later)
          .doesNotContain(unlogged);
      assertThat(given()).noneMatch(object -> object.contains(unlogged));
      assertThat(PeerCalls.service(BEANR)).noneMatch(object -> object.contains(unlogged));
    }
    BEANR.execute(
        "insert into deliveries (recipient, object_id, modified)"
            + " select 'peer:NLRTM', id, modified from object_versions where id = '"
            + unlogged
            + "'");
    await().atMost(SOON).until(() -> given().stream().anyMatch(one -> one.contains(unlogged)));
    String quarantined = "quarantine where reason like 'not signed%' and port = 'BEANR'";
    await().atMost(SOON).until(() -> !NLRTM.rows("select port from " + quarantined).isEmpty());
    NLRTM.execute("delete from " + quarantined);
    // an entry is taken back, never taken out: a reader may stand on it
    BEANR.execute("update deliveries set withdrawn = true where object_id = '" + unlogged + "'");
  }

  @Test
  void aRecipientSeesNoGapWhereOthersWereGivenSomething() {
    String own = Ports.released("GREEN", "[]");
    await().atMost(SOON).until(() -> NL_ANALYST.sees(own));
    String before = end();
    for (int i = 0; i < 3; i++) {
      String others = Ports.released("AMBER+STRICT", "[{\"organisation\":\"de-customs\"}]");
      await().atMost(SOON).until(() -> DE_ANALYST.sees(others));
    }
    Api.Answer still = pull(before);
    assertThat(still.json().at("/objects")).isEmpty();
    assertThat(still.json().at("/more").booleanValue()).isFalse();
    assertThat(still.text("/cursor")).isEqualTo(before);
    String next = Ports.released("GREEN", "[]");
    await().atMost(SOON).until(() -> pull(before).json().at("/objects").size() == 1);
    assertThat(given().getLast()).contains(next);
  }

  /** The same object under another id, in the store and for nobody. */
  private static void store(String id, String like, String title) {
    BEANR.execute(
        """
        insert into object_versions (id, modified, version, origin, controller, jws_header, payload, jws_signature)
        select '%s', modified, version, origin, controller, jws_header,
               convert_to(replace(replace(convert_from(payload, 'utf8'), id, '%s'), 'Box expected', '%s'), 'utf8'), jws_signature
          from object_versions where id = '%s'
        """
            .formatted(id, id, title, like));
  }

  private static List<String> given() {
    return PeerCalls.everything(BEANR, "NLRTM", REGISTRY.key("NLRTM"));
  }

  private static String end() {
    String cursor = pull("").text("/cursor");
    while (true) {
      Api.Answer page = pull(cursor);
      if (!page.json().at("/more").booleanValue() && page.json().at("/objects").isEmpty()) {
        return page.text("/cursor");
      }
      cursor = page.text("/cursor");
    }
  }

  private static Api.Answer pull(String cursor) {
    String path = OBJECTS + (cursor.isEmpty() ? "" : "?cursor=" + cursor);
    return Api.send(PeerCalls.get(BEANR, PeerCalls.peer("NLRTM"), REGISTRY.key("NLRTM"), path));
  }
}
