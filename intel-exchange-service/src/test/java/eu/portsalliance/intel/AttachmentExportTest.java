package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.attachment.Files;
import eu.portsalliance.testkit.TestTokens;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** To look at a file is to read its alert; to take it away is to export it. */
class AttachmentExportTest {

  private static final String TO_ROTTERDAM = "[{\"port\":\"NLRTM\"}]";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private record Attached(String id, String sha256) {}

  private static Attached attached(String tlp, String audience, String... more) {
    String id = BE_ANALYST.draft(Ports.draft(tlp, audience, more)).text("/id");
    Api.Answer with = BE_ANALYST.attach(id, 1, "image/png", "seal.png", Files.png(30, 9));
    assertThat(with.status()).as(with.raw().body()).isEqualTo(201);
    return new Attached(id, with.text("/attachments/0/sha256"));
  }

  private static Attached released(String tlp, String audience, String... more) {
    Attached attached = attached(tlp, audience, more);
    assertThat(BE_OFFICER.release(attached.id(), 2).status()).isEqualTo(200);
    return attached;
  }

  @Test
  void whatIsNotPassedOnIsLookedAtAndNotTakenAwayButByItsController() {
    Attached file = released("AMBER", TO_ROTTERDAM, "handlingCode", "\"H2\"");
    await().atMost(PATIENCE).until(() -> NL_ANALYST.sees(file.id()));

    staysHere(NL_ANALYST.attachment(file.id(), file.sha256()));
    HttpResponse<byte[]> looked = NL_ANALYST.view(file.id(), file.sha256());

    assertThat(looked.statusCode()).isEqualTo(200);
    assertThat(looked.headers().firstValue("Content-Disposition")).contains("inline");
    assertThat(looked.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(looked.headers().firstValue("Content-Security-Policy"))
        .contains("sandbox; default-src 'none'");
    assertThat(rows("show attachment", file.id())).containsExactly("nl-customs:nl-analyst");
    assertThat(rows("save attachment", file.id())).isEmpty();
    HttpResponse<byte[]> own = BE_OFFICER.attachment(file.id(), file.sha256());
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(name(own)).contains("H2%20not%20onward%20-%20seal.png");
    assertThat(own.body()).isEqualTo(looked.body());
  }

  @Test
  void aDocumentIsShownOnNoPageAndLeavesNoRowOfALook() {
    Attached file = document("AMBER", TO_ROTTERDAM, "handlingCode", "\"H2\"");
    notShown(BE_OFFICER.view(file.id(), file.sha256()));
    assertThat(BE_OFFICER.release(file.id(), 2).status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> NL_ANALYST.sees(file.id()));

    notShown(NL_ANALYST.view(file.id(), file.sha256()));
    staysHere(NL_ANALYST.attachment(file.id(), file.sha256()));
    assertThat(text(NL_ANALYST.attachment(file.id(), file.sha256())))
        .doesNotContain("You may look");
    assertThat(rows("show attachment", file.id())).isEmpty();
    assertThat(BE_OFFICER.attachment(file.id(), file.sha256()).statusCode()).isEqualTo(200);
  }

  @Test
  void aDocumentForNamedPersonsIsShownOnNoPageAndToOthersIsNotThere() {
    Attached file = document("RED", "[]", "persons", "[\"be-federal-police:be-officer\"]");
    assertThat(BE_OFFICER.release(file.id(), 2).status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> BE_OFFICER.sees(file.id()));

    notShown(BE_OFFICER.view(file.id(), file.sha256()));
    staysHere(BE_OFFICER.attachment(file.id(), file.sha256()));
    Api other = Api.person(BEANR, "be-other", "be-federal-police", "intel-officer");
    assertThat(text(other.view(file.id(), file.sha256()))).startsWith("404");
  }

  private static Attached document(String tlp, String audience, String... more) {
    String id = BE_ANALYST.draft(Ports.draft(tlp, audience, more)).text("/id");
    Api.Answer with = BE_ANALYST.attach(id, 1, "application/pdf", "bill.pdf", Files.pdf());
    assertThat(with.status()).as(with.raw().body()).isEqualTo(201);
    return new Attached(id, with.text("/attachments/0/sha256"));
  }

  private static void notShown(HttpResponse<byte[]> answer) {
    assertThat(text(answer))
        .startsWith("422")
        .contains("/problems/content-refused", "\"content\"", "is not shown on a page");
  }

  @Test
  void aPhotoIsShownAndSavingItIsARowOfAnotherName() {
    String id = BE_ANALYST.draft(Ports.draft("AMBER", TO_ROTTERDAM)).text("/id");
    Api.Answer with = BE_ANALYST.attach(id, 1, "image/jpeg", "seal.jpg", Files.jpeg(30, 9, 1));
    assertThat(with.status()).as(with.raw().body()).isEqualTo(201);
    String sha256 = with.text("/attachments/0/sha256");
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> NL_ANALYST.sees(id));

    assertThat(NL_ANALYST.view(id, sha256).statusCode()).isEqualTo(200);
    assertThat(NL_OFFICER.attachment(id, sha256).statusCode()).isEqualTo(200);
    assertThat(rows("show attachment", id)).containsExactly("nl-customs:nl-analyst");
    assertThat(rows("save attachment", id)).containsExactly("nl-customs:nl-officer");
  }

  private static Iterable<String> rows(String what, String id) {
    return NLRTM.rows(
        "select actor from audit_record where what = '%s' and '%s' = any(ids)".formatted(what, id));
  }

  @Test
  void whatIsNotForCourtBearsThatMarkWhereverItIsKept() {
    Attached file = released("AMBER", TO_ROTTERDAM, "handlingCode", "\"H1\"");
    await().atMost(PATIENCE).until(() -> NL_ANALYST.sees(file.id()));

    assertThat(name(NL_ANALYST.attachment(file.id(), file.sha256())))
        .contains("H1%20not%20in%20court%20-%20seal.png");
  }

  @Test
  void whatIsForNamedPersonsIsLookedAtByThemAndTakenAwayByNobody() {
    Attached file = attached("RED", "[]", "persons", "[\"be-federal-police:be-officer\"]");
    assertThat(BE_OFFICER.view(file.id(), file.sha256()).statusCode()).isEqualTo(200);
    staysHere(BE_OFFICER.attachment(file.id(), file.sha256()));

    assertThat(BE_OFFICER.release(file.id(), 2).status()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> BE_OFFICER.sees(file.id()));

    assertThat(BE_OFFICER.view(file.id(), file.sha256()).statusCode()).isEqualTo(200);
    staysHere(BE_OFFICER.attachment(file.id(), file.sha256()));
    Api other = Api.person(BEANR, "be-other", "be-federal-police", "intel-officer");
    String absent = "indicator--00000000-0000-4000-8000-000000000000";
    assertThat(text(other.attachment(file.id(), file.sha256())))
        .isEqualTo(text(other.attachment(absent, file.sha256())))
        .isEqualTo(text(other.view(file.id(), file.sha256())))
        .isEqualTo(text(other.view(absent, file.sha256())));
  }

  @Test
  void aProgramTakesFilesAndIsShownNone() {
    Attached file = released("GREEN", "[]");
    Api program =
        Api.bearer(
            BEANR,
            TestTokens.machine("cti-" + UUID.randomUUID(), "nl-customs", "investigation")
                .at("BEANR")
                .roles("intel-reader")
                .bearer());
    await().atMost(PATIENCE).until(() -> program.sees(file.id()));

    assertThat(program.attachment(file.id(), file.sha256()).statusCode()).isEqualTo(200);
    assertThat(program.view(file.id(), file.sha256()).statusCode()).isEqualTo(403);
  }

  private static void staysHere(HttpResponse<byte[]> answer) {
    assertThat(text(answer)).startsWith("403").contains("/problems/forbidden", "\"handling\"");
  }

  private static String name(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Disposition").orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }
}
