package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.DEHAM;
import static eu.portsalliance.intel.Ports.DE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static eu.portsalliance.intel.Ports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.attachment.Files;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files belong to alerts: attached to drafts, released with them, read and erased like them. */
class AttachmentTest {

  private static final String TO_ROTTERDAM = "[{\"port\":\"NLRTM\"}]";
  private static final String NOWHERE = "0".repeat(64);

  private static String draft(String tlp, String audience, String... more) {
    return BE_ANALYST.draft(Ports.draft(tlp, audience, more)).text("/id");
  }

  private static String png(Api by, String id, int version, int width) {
    Api.Answer attached = by.attach(id, version, "image/png", "Siegel é.png", Files.png(width, 9));
    assertThat(attached.status()).as(attached.raw().body()).isEqualTo(201);
    return attached
        .json()
        .at("/attachments")
        .valueStream()
        .toList()
        .getLast()
        .path("sha256")
        .asString();
  }

  private static void refused(Api.Answer answer, int status, String type, String field) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("/problems/" + type);
    if (!field.isEmpty()) {
      assertThat(answer.text("/errors/0/field")).isEqualTo(field);
    }
  }

  @Test
  void aFileIsPartOfTheDraftAndOfWhatIsSigned() {
    String id = draft("AMBER", TO_ROTTERDAM);
    String sha256 = png(BE_ANALYST, id, 1, 30);
    JsonNode view = BE_OFFICER.get("/api/intel/alerts/" + id).json();
    assertThat(view.at("/version").intValue()).isEqualTo(2);
    assertThat(view.at("/attachments/0/name").asString()).isEqualTo("Siegel é.png");
    assertThat(view.at("/attachments/0/type").asString()).isEqualTo("image/png");

    refused(BE_OFFICER.release(id, 1), 409, "stale-version", "");
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    String signed =
        "select convert_from(payload, 'utf8') from object_versions where id = '" + id + "'";
    assertThat(BEANR.rows(signed)).singleElement().asString().contains("\"sha256\":\"" + sha256);

    HttpResponse<byte[]> file = BE_OFFICER.attachment(id, sha256);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(sha256(file.body())).isEqualTo(sha256);
    assertThat(file.body()).hasSize(view.at("/attachments/0/size").intValue());
    assertThat(new String(file.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Files.SECRET);
    assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(file.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(file.headers().allValues("Content-Security-Policy"))
        .containsExactly("sandbox; default-src 'none'");
    assertThat(file.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;")
        .contains("Siegel%20%C3%A9.png");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void whoAttachedDoesNotRelease() {
    String id = draft("GREEN", "[]");
    png(BE_OFFICER, id, 1, 11);
    refused(BE_OFFICER.release(id, 2), 409, "second-person-required", "");
  }

  @Test
  void aFileThatLiesIsDamagedOrTooLargeIsRefusedWithTheFieldAndLeavesNothing() {
    String id = draft("GREEN", "[]");
    byte[] png = Files.png(20, 20);
    refused(
        BE_ANALYST.attach(id, 1, "image/jpeg", "a.jpg", png), 422, "content-refused", "content");
    refused(
        BE_ANALYST.attach(
            id, 1, "application/pdf", "a.pdf", "<html>".getBytes(StandardCharsets.US_ASCII)),
        422,
        "content-refused",
        "content");
    refused(
        BE_ANALYST.attach(id, 1, "image/png", "a.png", java.util.Arrays.copyOf(png, 60)),
        422,
        "content-refused",
        "content");
    for (String type : List.of("image/svg+xml", "text/html", "image/*", "image/png;a=b", "x")) {
      refused(
          BE_ANALYST.attach(id, 1, type, "a.png", png),
          415,
          "unsupported-media-type",
          "Content-Type");
    }
    refused(
        BE_ANALYST.attach(id, 1, "image/png", "a.png", new byte[5_000_001]),
        413,
        "payload-too-large",
        "content");
    refused(
        BE_ANALYST.attach(id, 1, "image/png", "a.png", new byte[0]),
        400,
        "invalid-field",
        "content");
    for (String name : List.of("../a.png", "a\u202egnp.exe", "x".repeat(101), " ")) {
      refused(BE_ANALYST.attach(id, 1, "image/png", name, png), 400, "invalid-field", "name");
    }
    assertThat(BE_OFFICER.get("/api/intel/alerts/" + id).json().at("/attachments")).isEmpty();
    assertThat(BEANR.rows("select sha256 from attachment where alert = '" + id + "'")).isEmpty();
  }

  @Test
  void aNameTakesTheEndingOfWhatTheFileIs() {
    String id = draft("GREEN", "[]");
    Api.Answer attached = BE_ANALYST.attach(id, 1, "image/png", "seal.exe", Files.png(20, 20));
    assertThat(attached.text("/attachments/0/name")).isEqualTo("seal.exe.png");
  }

  @Test
  void theSameRequestAgainIsAnsweredAndAttachesNothingMore() {
    String id = draft("GREEN", "[]");
    String key = UUID.randomUUID().toString();
    byte[] png = Files.png(20, 20);
    Api.Answer first = BE_ANALYST.attach(id, 1, "image/png", "a.png", png, key);
    Api.Answer again = BE_ANALYST.attach(id, 1, "image/png", "a.png", png, key);
    assertThat(again.raw().body()).isEqualTo(first.raw().body());
    assertThat(again.status()).isEqualTo(201);
    refused(
        BE_ANALYST.attach(id, 1, "image/png", "a.png", Files.png(21, 20), key),
        422,
        "idempotency-key-reused",
        "");
    refused(BE_ANALYST.attach(id, 1, "image/png", "a.png", png), 409, "stale-version", "");
    refused(BE_ANALYST.attach(id, 2, "image/png", "a.png", png), 422, "content-refused", "content");
  }

  @Test
  void anAlertHasEightAtMost() {
    String id = draft("GREEN", "[]");
    for (int i = 1; i <= 8; i++) {
      png(BE_ANALYST, id, i, 20 + i);
    }
    refused(
        BE_ANALYST.attach(id, 9, "image/png", "a.png", Files.png(40, 20)),
        422,
        "content-refused",
        "content");
  }

  @Test
  void whoMayNotWriteOnTheDraftAttachesNothingAndLearnsNothing() {
    String id = draft("RED", "[]", "persons", "[\"be-federal-police:be-officer\"]");
    String sha256 = png(BE_ANALYST, id, 1, 30);
    String absent = "indicator--00000000-0000-4000-8000-000000000000";
    Api other = Api.person(BEANR, "be-other", "be-federal-police", "intel-officer");
    Api reader = Api.person(BEANR, "be-reader", "be-federal-police", "intel-reader");
    assertThat(reader.attach(id, 2, "image/png", "a.png", Files.png(9, 9)).status()).isEqualTo(403);
    Api.Answer hidden = other.attach(id, 2, "image/png", "a.png", Files.png(9, 9));
    Api.Answer nothing = other.attach(absent, 2, "image/png", "a.png", Files.png(9, 9));
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.raw().body()).isEqualTo(nothing.raw().body());
    assertThat(text(other.attachment(id, sha256)))
        .isEqualTo(text(other.attachment(absent, sha256)))
        .isEqualTo(text(other.attachment("x", "y")))
        .contains("not-found");
    assertThat(BE_OFFICER.view(id, sha256).statusCode()).isEqualTo(200);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    assertThat(text(other.attachment(id, sha256)))
        .isEqualTo(text(other.attachment(absent, sha256)));
    assertThat(text(BE_OFFICER.attachment(id, NOWHERE))).contains("not-found");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aReaderAtAnotherPortGetsTheBytesFromTheOriginOnceAndEachLookIsRecorded() {
    String id = draft("AMBER", TO_ROTTERDAM);
    String sha256 = png(BE_ANALYST, id, 1, 700);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    assertThat(copies(NLRTM, id)).isEmpty();

    assertThat(sha256(NL_ANALYST.attachment(id, sha256).body())).isEqualTo(sha256);
    assertThat(sha256(NL_OFFICER.attachment(id, sha256).body())).isEqualTo(sha256);
    assertThat(copies(NLRTM, id)).containsExactly(sha256);
    assertThat(records(NLRTM, "save attachment", id)).hasSize(2);
    assertThat(records(BEANR, "hand over attachment", id)).containsExactly("NLRTM");
    assertThat(DE_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(404);
    assertThat(peer("DEHAM", id, sha256)).isEqualTo(404);
    assertThat(peer("NLRTM", id, sha256)).isEqualTo(200);
    assertThat(peer("NLRTM", id, NOWHERE)).isEqualTo(404);
  }

  private static int peer(String locode, String id, String sha256) {
    return Api.send(
            PeerCalls.get(
                BEANR,
                PeerCalls.peer(locode),
                REGISTRY.key(locode),
                "/api/intel/peer/v1/objects/" + id + "/attachments/" + sha256))
        .status();
  }

  private static List<String> copies(TestPort port, String id) {
    return port.rows("select sha256 from attachment_copy where object_id = '" + id + "'");
  }

  private static List<String> records(TestPort port, String what, String id) {
    return port.rows(
        "select actor from audit_record where what = '" + what + "' and '" + id + "' = any(ids)");
  }

  @Test
  void whenTheOriginHasNotGotItTheAlertStillReadsAndTheProblemSaysSo() {
    String id = draft("GREEN", "[]");
    String sha256 = png(BE_ANALYST, id, 1, 31);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> DE_ANALYST.sees(id));
    BEANR.rows("update attachment set bytes = 'other' where alert = '" + id + "' returning 'x'");
    HttpResponse<byte[]> answer = DE_ANALYST.attachment(id, sha256);
    assertThat(text(answer)).startsWith("503").contains("does not give this attachment now");
    assertThat(copies(DEHAM, id)).isEmpty();
    assertThat(DE_ANALYST.sees(id)).isTrue();
  }

  @Test
  void anAmendmentCarriesTheFilesAndMayHaveOthersAndWhatItDropsIsErasedEverywhere() {
    String id = draft("AMBER", TO_ROTTERDAM);
    String first = png(BE_ANALYST, id, 1, 30);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    assertThat(NL_ANALYST.attachment(id, first).statusCode()).isEqualTo(200);
    refused(BE_ANALYST.attach(id, 2, "image/png", "a.png", Files.png(9, 9)), 409, "conflict", "");

    Api.Answer begun = BE_ANALYST.edit(id, 2, Ports.draft("AMBER", TO_ROTTERDAM));
    assertThat(begun.json().at("/attachments")).hasSize(1);
    String second = png(BE_ANALYST, id, 3, 32);
    Api.Answer removed =
        BE_ANALYST.delete("/api/intel/alerts/" + id + "/attachments/" + first, "{\"version\":4}");
    assertThat(removed.json().at("/attachments")).hasSize(1);
    assertThat(BE_OFFICER.attachment(id, second).statusCode()).isEqualTo(200);
    assertThat(BE_OFFICER.attachment(id, first).statusCode()).isEqualTo(200);
    assertThat(NL_ANALYST.attachment(id, second).statusCode()).isEqualTo(404);
    String path = "/api/intel/alerts/" + id + "/attachments/";
    assertThat(BE_OFFICER.getFor("audit", path + second).raw().body())
        .isEqualTo(BE_OFFICER.getFor("audit", path + NOWHERE).raw().body())
        .contains("not-found");

    assertThat(BE_OFFICER.release(id, 5).status()).isEqualTo(200);
    assertThat(BEANR.rows("select sha256 from attachment where alert = '" + id + "'"))
        .containsExactly(second);
    await().atMost(Duration.ofSeconds(20)).until(() -> copies(NLRTM, id).isEmpty());
    assertThat(NL_ANALYST.attachment(id, second).statusCode()).isEqualTo(200);
    assertThat(NL_ANALYST.attachment(id, first).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsTakenBackIsErasedAtThePeers() {
    String id = draft("AMBER", TO_ROTTERDAM);
    String sha256 = png(BE_ANALYST, id, 1, 30);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    assertThat(NL_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(200);
    BE_ANALYST.act(id, "revocation", "{\"version\":2,\"reason\":\"The box was another.\"}");
    assertThat(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":2}").status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> copies(NLRTM, id).isEmpty());
    assertThat(NL_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(404);
    assertThat(peer("NLRTM", id, sha256)).isEqualTo(404);
  }

  @Test
  void limitsAreAcceptedBeforeAFileOpens() {
    String id = draft("AMBER", TO_ROTTERDAM, "handlingCode", "\"H3\"", "limits", "\"Ask first.\"");
    String sha256 = png(BE_ANALYST, id, 1, 30);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + id).json().at("/attachments")).isEmpty();
    assertThat(text(NL_ANALYST.attachment(id, sha256))).startsWith("409");
    assertThat(copies(NLRTM, id)).isEmpty();
    NL_ANALYST.act(id, "acceptance", "{\"limits\":\"Ask first.\"}");
    assertThat(NL_ANALYST.attachment(id, sha256).statusCode()).isEqualTo(200);
  }

  @Test
  void aFileDoesNotTravelWithAnEditionAndIsNoPartOfTheText() {
    String id = draft("GREEN", "[]");
    png(BE_ANALYST, id, 1, 30);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    Api.Answer edition = BE_ANALYST.act(id, "editions", Ports.draft("GREEN", "[]"));
    assertThat(edition.status()).isEqualTo(201);
    assertThat(edition.json().at("/alert/attachments")).isEmpty();
    refused(
        BE_ANALYST.draft(
            Ports.draft(
                "GREEN",
                "[]",
                "attachments",
                "[{\"name\":\"a\",\"type\":\"image/png\",\"size\":1,\"sha256\":\""
                    + NOWHERE
                    + "\"}]")),
        400,
        "invalid-field",
        "attachments");
  }
}
