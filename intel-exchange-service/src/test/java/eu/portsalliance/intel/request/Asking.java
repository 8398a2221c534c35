package eu.portsalliance.intel.request;

import static eu.portsalliance.intel.request.Clocked.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rotterdam asks Antwerp for its word, and writes editions with it. */
abstract class Asking {

  static final String TO_NLRTM = "[{\"port\":\"NLRTM\"}]";
  static final String TO_POLICE = "[{\"organisation\":\"nl-seaport-police\"}]";
  static final String TO_HAMBURG = "[{\"organisation\":\"de-customs\"}]";

  final Instant due = Instant.now().plus(8, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  static String held(String tlp, String audience, String code) {
    String id = Ports.released(tlp, audience, "handlingCode", "\"" + code + "\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_ANALYST.sees(id));
    return id;
  }

  static String written(Api writer, Api officer, String tlp, String audience, String code) {
    String id =
        writer.draft(Ports.draft(tlp, audience, "handlingCode", "\"" + code + "\"")).text("/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    return id;
  }

  String asked(String alert) {
    return asked(alert, UnaryOperator.identity());
  }

  String asked(String alert, UnaryOperator<String> marked) {
    Api.Answer drafted =
        Ports.NL_ANALYST.draft(marked.apply(wish(alert, "be-federal-police", "nl-seaport-police")));
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    String id = drafted.text("/id");
    assertThat(Ports.NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listed(Ports.BE_ANALYST, "in", id).isPresent());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> listed(Ports.NL_ANALYST, "out", id).isPresent());
    return id;
  }

  String wish(String alert, String originator, String recipient) {
    ObjectNode draft =
        (ObjectNode)
            Api.JSON.readTree(Ports.draft("AMBER", "[{\"organisation\":\"" + originator + "\"}]"));
    draft
        .put("kind", "release-request")
        .put("title", "May the seaport police have it")
        .put("narrative", "They control the quay tonight.")
        .put("actionOn", "inform")
        .put("dueAt", due.toString());
    draft.putArray("containers");
    draft
        .putObject("wanted")
        .put("alert", alert)
        .put("purpose", "control on the quay")
        .putArray("recipients")
        .add(recipient);
    return draft.toString();
  }

  static String answer(String request, @Nullable Boolean consent, String port) {
    return answer(request, 1, consent, port);
  }

  static String answer(String request, int version, @Nullable Boolean consent, String port) {
    ObjectNode draft =
        (ObjectNode) Api.JSON.readTree(Ports.draft("AMBER", "[{\"port\":\"" + port + "\"}]"));
    draft
        .put("kind", "answer")
        .put("actionOn", "inform")
        .put("inReplyTo", request)
        .put("inReplyToVersion", version);
    if (consent != null) {
      draft.put("consent", consent);
    }
    return draft.toString();
  }

  static String answered(String request, boolean consent) {
    return answered(request, 1, consent);
  }

  static String answered(String request, int version, boolean consent) {
    return answered(answer(request, version, consent, "NLRTM"), request);
  }

  static String answered(String draft, String request) {
    Api.Answer drafted = Ports.BE_ANALYST.draft(draft);
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    String id = drafted.text("/id");
    assertThat(Ports.BE_OFFICER.release(id, 1).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                listed(Ports.NL_ANALYST, "out", request).stream()
                    .anyMatch(r -> r.at("/answers/0/id").asString().equals(id)));
    return id;
  }

  static void revoked(String id) {
    Ports.BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"Changed our mind.\"}");
    assertThat(Ports.BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status())
        .isEqualTo(200);
  }

  static Api.Answer edition(String alert, String tlp, String audience) {
    return Ports.NL_ANALYST.act(alert, "editions", withheld(tlp, audience));
  }

  static String withheld(String tlp, String audience) {
    return Ports.draft(tlp, audience, "handlingCode", "\"H2\"");
  }

  static void refused(Api.Answer answer, String field) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.json().at("/errors").valueStream().map(e -> e.path("field").asString()))
        .as(answer.raw().body())
        .containsExactly(field);
  }
}
