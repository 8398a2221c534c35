package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an alert may be about. */
class KindsTest {

  private static final String SIGNS =
      """
      [{"type":"seal","value":"ab 1234"},{"type":"bill-of-lading","value":"MAEU 602 345"},
       {"type":"vessel","value":"IMO 9074729"},{"type":"voyage","value":"447w"},
       {"type":"eori","value":"nl 123456789"},{"type":"haulier","value":"O'Neill & Söhne"},
       {"type":"plate","value":"1-ABC-234"},{"type":"terminal","value":"nlrtm:rwg"},
       {"type":"lane","value":"ecgye-nlrtm"},{"type":"hs-code","value":"0803.90"}]
      """;

  @Test
  void everyKindThatIsNotAboutABoxNeedsNone() {
    for (String kind :
        List.of("front-company", "insider-approach", "intrusion", "seizure", "modus-operandi")) {
      Api.Answer answer =
          BE_ANALYST.draft(
              Ports.draft("GREEN", "[]", "kind", "\"" + kind + "\"", "containers", "[]"));
      assertThat(answer.status()).as(kind).isEqualTo(201);
      assertThat(answer.text("/kind")).isEqualTo(kind);
    }
    for (String kind :
        List.of("container-of-interest", "release-right-fraud", "rip-off", "switch", "clone")) {
      refused("containers", "kind", "\"" + kind + "\"", "containers", "[]");
    }
  }

  @Test
  void everyIndicatorIsReadInItsFormAndCrossesWithTheJourney() {
    String journey =
        "{\"voyage\":\"447W\",\"vesselImo\":\"9074729\",\"loading\":\"ECGYE\",\"discharge\":\"NLRTM\"}";
    String id =
        Ports.released(
            "GREEN", "[]", "kind", "\"vessel\"", "indicators", SIGNS, "journey", journey);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    Api.Answer there = NL_ANALYST.get("/api/intel/alerts/" + id);
    assertThat(there.json().at("/indicators").valueStream().map(i -> i.path("value").asString()))
        .containsExactly(
            "AB1234",
            "MAEU602345",
            "9074729",
            "447W",
            "NL123456789",
            "O'Neill & Söhne",
            "1-ABC-234",
            "NLRTM:RWG",
            "ECGYE-NLRTM",
            "080390");
    assertThat(there.text("/journey/voyage")).isEqualTo("447W");
    assertThat(there.json().at("/journey/billOfLading").isNull()).isTrue();
    assertThat(there.json().at("/signature/valid").booleanValue()).isTrue();
  }

  @Test
  void whatHasNotItsFormIsRefusedWithItsField() {
    Stream.of(
            "seal:A",
            "bill-of-lading:x",
            "vessel:9074728",
            "vessel:907472",
            "voyage:" + "9".repeat(18),
            "eori:1234",
            "haulier:<script>",
            "plate:!",
            "terminal:RWG",
            "lane:NLRTM",
            "hs-code:080")
        .forEach(
            wrong -> {
              String[] parts = wrong.split(":", 2);
              refused(
                  "indicators[0].value",
                  "indicators",
                  "[{\"type\":\"%s\",\"value\":\"%s\"}]".formatted(parts[0], parts[1]));
            });
    refused("indicators[0].type", "indicators", "[{\"type\":\"shoe\",\"value\":\"x\"}]");
    refused("indicators[0].value", "indicators", "[{\"type\":\"seal\"}]");
    refused("journey", "journey", "{}");
    refused("journey.vesselImo", "journey", "{\"vesselImo\":\"1234568\"}");
    refused("journey.loading", "journey", "{\"loading\":\"Guayaquil\"}");
    refused("indicators", "kind", "\"vessel\"", "containers", "[]");
  }

  @Test
  void aRequestNamesPortsAndAClockAndAnAnswerItsRequest() {
    refused("dueAt", "dueAt", "\"2098-01-01T00:00:00Z\"");
    refused("inReplyTo", "kind", "\"answer\"");
    refused("inReplyTo", "kind", "\"answer\"", "inReplyTo", "\"x\"");
    Api.Answer alone =
        BE_ANALYST.draft(Ports.draft("AMBER", "[]", "kind", "\"request-for-information\""));
    assertThat(alone.json().at("/errors").valueStream().map(e -> e.path("field").asString()))
        .containsExactly("dueAt", "audience");
    Api.Answer asked =
        BE_ANALYST.draft(
            Ports.draft(
                "AMBER",
                "[{\"port\":\"NLRTM\"}]",
                "kind",
                "\"request-for-information\"",
                "dueAt",
                "\"2098-01-01T00:00:00Z\""));
    assertThat(asked.text("/dueAt")).isEqualTo("2098-01-01T00:00:00Z");
    assertThat(BE_OFFICER.release(asked.text("/id"), 1).status()).isEqualTo(200);
    // an answer names what its writer reads: the request once it is numbered
    String work = "/api/intel/alerts/" + asked.text("/id") + "/work";
    await().until(() -> BE_ANALYST.get(work).status() == 200);
    Api.Answer answer =
        BE_ANALYST.draft(
            Ports.draft(
                "AMBER", "[]", "kind", "\"answer\"", "inReplyTo", "\"" + asked.text("/id") + "\""));
    assertThat(answer.text("/inReplyTo")).isEqualTo(asked.text("/id"));
  }

  private static void refused(String field, String... more) {
    Api.Answer answer = BE_ANALYST.draft(Ports.draft("GREEN", "[]", more));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.json().at("/errors").valueStream().map(e -> e.path("field").asString()))
        .as(String.join(" ", more))
        .containsExactly(field);
  }
}
