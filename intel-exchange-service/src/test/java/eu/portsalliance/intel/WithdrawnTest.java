package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.testkit.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That an alert was taken back says that there was one. */
class WithdrawnTest {

  private static final String STREAM = "/api/intel/alerts/stream";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void whoeverWasShownItIsToldAndNobodyElseOnceItsContentIsErased() {
    String id = Ports.released("AMBER", "[{\"port\":\"NLRTM\"}]");
    String name = "nl-" + UUID.randomUUID();
    Api reader = Api.person(NLRTM, name, "nl-customs", "intel-reader");
    Api other = Api.person(NLRTM, "nl-" + UUID.randomUUID(), "nl-customs", "intel-reader");
    await().atMost(PATIENCE).until(() -> reader.sees(id));
    try (Events shown = Events.of(reader.request(STREAM)).opened();
        Events never = Events.of(other.request(STREAM)).opened()) {
      revoke(id);
      String next = Ports.released("GREEN", "[]");

      await().atMost(PATIENCE).until(() -> never.count(next) == 1 && shown.count(next) == 1);
      assertThat(shown.named("withdrawn"))
          .extracting(Events.Event::data)
          .containsExactly("{\"id\":\"" + id + "\"}");
      assertThat(never.count(id)).isZero();
    }
    assertThat(rows(NLRTM, id)).containsExactly("nl-customs:" + name);
  }

  @Test
  void atItsPortWhoeverMayReadWhatStoodBeforeIsToldAndAMachineThatMayNotIsNot() {
    String id = Ports.released("GREEN", "[]", "handlingCode", "\"H3\"", "limits", "\"Ask first.\"");
    String name = "nl-" + UUID.randomUUID();
    Api visitor = Api.person(BEANR, name, "nl-customs", "intel-reader");
    Api machine =
        Api.bearer(
            BEANR,
            TestTokens.machine("cti-" + UUID.randomUUID(), "nl-customs", "investigation")
                .at("BEANR")
                .roles("intel-reader")
                .bearer());
    await().atMost(PATIENCE).until(() -> BE_OFFICER.sees(id));
    try (Events person = Events.of(visitor.request(STREAM)).opened();
        Events program = Events.of(machine.request(STREAM)).opened()) {
      revoke(id);
      String next = Ports.released("GREEN", "[]");

      await().atMost(PATIENCE).until(() -> person.count(next) == 1 && program.count(next) == 1);
      assertThat(person.named("withdrawn"))
          .extracting(Events.Event::data)
          .containsExactly("{\"id\":\"" + id + "\"}");
      assertThat(program.count(id)).isZero();
    }
    assertThat(rows(BEANR, id)).containsExactly("nl-customs:" + name);
  }

  private static void revoke(String id) {
    BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"The box was another.\"}");
    assertThat(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status()).isEqualTo(200);
  }

  private static List<String> rows(TestPort port, String id) {
    return port.rows(
        "select actor from audit_record where what = 'stream withdrawals' and '%s' = any(ids)"
            .formatted(id));
  }
}
