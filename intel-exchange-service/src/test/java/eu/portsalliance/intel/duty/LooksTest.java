package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Antwerp makes of looks, of its own people and of those that Rotterdam tells. */
class LooksTest {
  private static final Locode ROTTERDAM = new Locode("NLRTM");

  private final int first = 1_000_000 + (int) (Math.random() * 8_999_000);
  private final List<String> boxes =
      IntStream.range(first, first + 40).mapToObj("LOKS%07d"::formatted).toList();

  @Test
  void whoeverLooksAtEachBoxOfAnAlertRaisesOneNoticeThatCounts() {
    String id = Ports.released("AMBER", "[]", "containers", Api.JSON.writeValueAsString(boxes));

    take("nl-customs", boxes);
    take("be-customs", boxes.subList(0, 3));
    take("nl-customs", boxes.subList(0, 2));

    assertThat(notices(id)).containsExactly("BEANR be-customs 3 t", "BEANR nl-customs 42 f");
    assertThat(
            Ports.BE_ANALYST
                .get("/api/intel/duty/notices?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(notice -> notice.path("about").asString().equals(id))
                .map(notice -> notice.path("looks").asInt()))
        .containsExactlyInAnyOrder(42, 3);
  }

  @Test
  void anotherDayIsAnotherNoticeAndWhatWasTakenOnIsNotAddedTo() {
    String id = Ports.released("AMBER", "[]", "containers", Api.JSON.writeValueAsString(boxes));

    take("nl-customs", boxes.subList(0, 2));
    Ports.BEANR.execute(
        "update duty_notice set raised_at = raised_at - interval '1 day' where about = '%s'"
            .formatted(id));
    take("nl-customs", boxes.subList(0, 3));
    Ports.BEANR.execute(
        "update duty_notice set acknowledged_at = now(), acknowledged_by = 'x' where about = '%s'"
            .formatted(id));
    take("nl-customs", boxes.subList(0, 1));

    assertThat(notices(id))
        .containsExactly("BEANR nl-customs 1 f", "BEANR nl-customs 2 f", "BEANR nl-customs 3 t");
  }

  @Test
  void aPeerNamesThoseWhoSpeakThereAndALookByAnyOtherNamesNobody() {
    String id = atRotterdam();

    tell(id, "nl-customs", 1);
    tell(id, "de-customs", 1);
    tell(id, "somebody\u202e", 1);

    assertThat(notices(id)).containsExactly("NLRTM - 2 t", "NLRTM nl-customs 1 f");
  }

  @Test
  void whatAPeerTellsOfOneAlertOnOneDayIsBound() {
    String id = atRotterdam();

    tell(id, "nl-customs", ToldPage.MOST);
    tell(id, "nl-customs", ToldPage.MOST);
    tell(id, "nl-seaport-police", 2);

    assertThat(notices(id))
        .containsExactly(
            "NLRTM nl-customs " + Looks.MOST_TOLD_A_DAY + " f", "NLRTM nl-seaport-police 2 t");
    assertThat(Ports.BEANR.rows("select count(*) from look_counted where alert = '" + id + "'"))
        .containsExactly("" + (Looks.MOST_TOLD_A_DAY + 2));
  }

  @Test
  void whatIsToldTwiceCountsOnceAndAFutureLookIsOneOfNow() {
    String id = atRotterdam();
    ToldPeer.Told look =
        new ToldPeer.Told(
            UUID.randomUUID().toString(), id, "nl-customs", Instant.now().plusSeconds(600));

    told(List.of(look));
    told(List.of(look));

    assertThat(notices(id)).containsExactly("NLRTM nl-customs 1 f");
    assertThat(
            Ports.BEANR.rows(
                "select happened_at <= raised_at from duty_notice where about = '" + id + "'"))
        .containsExactly("t");
  }

  private String atRotterdam() {
    String id =
        Ports.released(
            "AMBER",
            "[{\"port\":\"NLRTM\"}]",
            "containers",
            Api.JSON.writeValueAsString(boxes.subList(0, 1)));
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_OFFICER.sees(id));
    return id;
  }

  private static void take(String organisation, List<String> boxes) {
    Ports.BEANR
        .bean(Looks.class)
        .take(
            boxes.stream()
                .map(
                    box ->
                        new LookPage.Look(
                            UUID.randomUUID().toString(),
                            box,
                            organisation,
                            Instant.now(),
                            List.of()))
                .toList())
        .block(Duration.ofSeconds(10));
  }

  private static void tell(String alert, String organisation, int many) {
    String looks =
        Api.JSON.writeValueAsString(
            IntStream.range(0, many)
                .mapToObj(
                    _ ->
                        new ToldPeer.Told(
                            UUID.randomUUID().toString(), alert, organisation, Instant.now()))
                .toList());
    HttpRequest.Builder told =
        PeerCalls.post(
            Ports.BEANR,
            PeerCalls.peer("NLRTM"),
            Ports.REGISTRY.key("NLRTM"),
            "/api/intel/peer/v1/looks/told",
            "{\"looks\":" + looks + "}");
    assertThat(Api.send(told).status()).isEqualTo(204);
  }

  private static void told(List<ToldPeer.Told> looks) {
    Ports.BEANR.bean(Looks.class).told(ROTTERDAM, looks).block(Duration.ofSeconds(10));
  }

  private static List<String> notices(String alert) {
    return Ports.BEANR
        .rows(
            """
        select port || ' ' || coalesce(by_organisation, '-') || ' ' || looks || ' ' || case when quiet then 't' else 'f' end
          from duty_notice where about = '%s'
        """
                .formatted(alert))
        .stream()
        .sorted()
        .toList();
  }
}
