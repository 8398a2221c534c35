package eu.portsalliance.intel.peer;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Events;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.attachment.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rounds a day after alerts that last an hour; those of other tests last longer. */
class EndingsTest {
  private static final String AUDIENCE = "[{\"port\":\"NLRTM\"},{\"port\":\"BEANR\"}]";
  private static final String STREAM = "/api/intel/alerts/stream";
  private static final Api POLICE =
      Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");

  private final Instant end =
      Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(1));

  @Test
  void whatHasEndedIsErasedWhereItWentADayLaterAndStaysWithItsController() {
    String id = released(true);
    String sha256 = BE_ANALYST.get("/api/intel/alerts/" + id).text("/attachments/0/sha256");
    assertThat(BE_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(200);

    round(end.plus(Duration.ofDays(1)).minusSeconds(1));
    assertThat(BE_ANALYST.sees(id)).isTrue();
    assertThat(POLICE.sees(id)).isTrue();
    round(end.plus(Duration.ofDays(1)));

    assertThat(BE_ANALYST.sees(id)).isFalse();
    assertThat(BE_ANALYST.get("/api/intel/alerts?limit=200").raw().body()).doesNotContain(id);
    assertThat(BE_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(404);
    assertThat(about(BEANR, "length(payload) || jws_signature", "object_versions", "id", id))
        .containsOnly("0");
    assertThat(about(BEANR, "sha256", "attachment_copy", "object_id", id)).isEmpty();
    assertThat(BEANR.rows("select key from tombstones"))
        .contains(BEANR.bean(Erasures.class).tombstone(id));
    assertThat(erased(BEANR, id)).containsExactly("erase ended alert");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> about(BEANR, "place", "alert_index", "object_id", id).isEmpty());

    assertThat(POLICE.sees(id)).isFalse();
    assertThat(NL_ANALYST.sees(id)).isTrue();
    assertThat(NL_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(200);
    assertThat(NL_ANALYST.get("/api/intel/alerts?limit=200").raw().body()).contains(id);
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + id + "/history").json().at("/versions"))
        .hasSize(1);
    await().atMost(Duration.ofSeconds(20)).until(() -> !found(POLICE, id));
    assertThat(found(NL_ANALYST, id)).isTrue();
    assertThat(about(NLRTM, "recipient", "deliveries", "not withdrawn and object_id", id))
        .containsExactly("organisation:nl-customs");
    assertThat(erased(NLRTM, id)).containsExactly("take ended alert from its readers");

    round(end.plus(Duration.ofDays(2)));
    assertThat(erased(BEANR, id)).hasSize(1);
    assertThat(erased(NLRTM, id)).hasSize(1);
  }

  @Test
  void whoeverHasReadItIsToldThatItIsGoneAndWhatIsProlongedIsThereAgain() {
    String id = released(false);
    for (Api reader : List.of(BE_ANALYST, POLICE)) {
      assertThat(reader.sees(id)).isTrue();
    }
    try (Events antwerp = Events.of(BE_ANALYST.request(STREAM)).opened();
        Events police = Events.of(POLICE.request(STREAM)).opened();
        Events customs = Events.of(NL_ANALYST.request(STREAM)).opened()) {
      round(end.plus(Duration.ofDays(1)));
      assertThat(BE_ANALYST.sees(id)).isFalse();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> antwerp.count(id) == 1 && police.count(id) == 1);
      assertThat(antwerp.named("withdrawn")).extracting(Events.Event::data).contains(gone(id));
      assertThat(police.named("withdrawn")).extracting(Events.Event::data).contains(gone(id));
      assertThat(customs.count(id)).isZero();
    }

    Api.Answer longer = NL_ANALYST.edit(id, 1, draft("2098-12-31T00:00:00Z"));
    assertThat(longer.status()).as(longer.raw().body()).isEqualTo(200);
    Api.Answer released = NL_OFFICER.release(id, 2);
    assertThat(released.text("/state")).as(released.raw().body()).isEqualTo("released");

    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(id) && POLICE.sees(id));
    round(end.plus(Duration.ofDays(3)));
    assertThat(BE_ANALYST.sees(id)).isTrue();
    assertThat(POLICE.sees(id)).isTrue();
  }

  @Test
  void ofWhatIsForNamedPersonsThoseOfTheControllerAloneKeepIt() {
    String id =
        NL_ANALYST
            .draft(
                Ports.draft(
                    "RED",
                    "[]",
                    "validUntil",
                    "\"" + end + "\"",
                    "persons",
                    "[\"nl-customs:nl-officer\",\"nl-seaport-police:police-officer\"]"))
            .text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> POLICE.sees(id));

    round(end.plus(Duration.ofDays(1)));

    assertThat(POLICE.sees(id)).isFalse();
    assertThat(about(NLRTM, "recipient", "deliveries", "not withdrawn and object_id", id))
        .containsExactly("person:nl-customs:nl-officer");
    assertThat(NL_OFFICER.get("/api/intel/alerts?limit=200").raw().body()).contains(id);
  }

  /** Released at Rotterdam, perhaps with a file, and found at both ports. */
  private String released(boolean filed) {
    String id = NL_ANALYST.draft(draft(end.toString())).text("/id");
    if (filed) {
      assertThat(NL_ANALYST.attach(id, 1, "image/png", "seal.png", Files.png(30, 9)).status())
          .isEqualTo(201);
    }
    assertThat(NL_OFFICER.release(id, filed ? 2 : 1).status()).isEqualTo(200);
    // a round finds by the index what others sent
    await().atMost(Duration.ofSeconds(20)).until(() -> found(BE_ANALYST, id) && found(POLICE, id));
    return id;
  }

  /** A later beginning would be less. */
  private String draft(String until) {
    String from = "\"" + end.minus(Duration.ofHours(2)) + "\"";
    return Ports.draft("AMBER", AUDIENCE, "validFrom", from, "validUntil", "\"" + until + "\"");
  }

  private static String gone(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  private static void round(Instant at) {
    for (TestPort port : List.of(NLRTM, BEANR)) {
      port.bean(Endings.class).round(at).block(Duration.ofSeconds(20));
    }
  }

  private static boolean found(Api reader, String id) {
    return reader.get("/api/intel/alerts/search?limit=200&q=MSKU1234565").raw().body().contains(id);
  }

  private static List<String> about(
      TestPort port, String what, String table, String column, String id) {
    return port.rows("select " + what + " from " + table + " where " + column + " = '" + id + "'");
  }

  private static List<String> erased(TestPort port, String id) {
    return port.rows(
        "select what from audit_record where act = 'ERASURE' and '" + id + "' = any(ids)");
  }
}
