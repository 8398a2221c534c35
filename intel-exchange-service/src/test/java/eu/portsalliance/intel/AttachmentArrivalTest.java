package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.attachment.Files;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A port that signs what it did not clean: bought, or with another program than this one. */
class AttachmentArrivalTest {

  @Test
  void aFileThatItsPortDidNotCleanIsShownToNobodyKeptNowhereAndNoted() {
    refused(Files.png(31, 9), "image/png", "more than what is seen");
  }

  @Test
  void aFileThatIsNotWhatItsAlertSaysIsRefused() {
    refused(Files.jpeg(31, 9, 1), "image/png", "not of the type");
    refused(
        "<svg/>".getBytes(StandardCharsets.US_ASCII),
        "image/svg+xml",
        "not of the type",
        "is not shown on a page");
  }

  private static void refused(byte[] file, String type, String reason) {
    refused(file, type, reason, reason);
  }

  private static void refused(byte[] file, String type, String reason, String onAPage) {
    String sha256 = sha256(file);
    String id = signed(file, type, sha256);

    refused(NL_ANALYST.attachment(id, sha256), reason);
    refused(NL_ANALYST.view(id, sha256), onAPage);

    assertThat(NLRTM.rows("select sha256 from attachment_copy where object_id = '" + id + "'"))
        .isEmpty();
    assertThat(
            NLRTM.rows(
                "select port || ' ' || reason from quarantine where encode(digest, 'hex') = '"
                    + sha256
                    + "'"))
        .singleElement()
        .asString()
        .startsWith("BEANR attachment ")
        .contains(reason);
    assertThat(NL_ANALYST.sees(id)).isTrue();
  }

  private static void refused(HttpResponse<byte[]> answer, String reason) {
    assertThat(answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8))
        .startsWith("422")
        .contains("/problems/content-refused", "\"content\"", reason)
        .doesNotContain(Files.SECRET);
  }

  /** Antwerp's database is changed behind its service's back, before its officer signs. */
  private static String signed(byte[] file, String type, String sha256) {
    String id = BE_ANALYST.draft(Ports.draft("AMBER", "[{\"port\":\"NLRTM\"}]")).text("/id");
    Api.Answer with = BE_ANALYST.attach(id, 1, "image/png", "seal.png", Files.png(30, 9));
    assertThat(with.status()).as(with.raw().body()).isEqualTo(201);
    String named = with.text("/attachments/0/sha256");
    BEANR.execute(
        """
        insert into attachment (alert, sha256, bytes) values ('%1$s', '%3$s', decode('%4$s', 'hex'));
        update alerts set version = version + 1, content = jsonb_set(content, '{attachments,0}',
            content #> '{attachments,0}' || jsonb_build_object('sha256', '%3$s', 'type', '%5$s', 'size', %6$d))
          where id = '%1$s' and content #>> '{attachments,0,sha256}' = '%2$s'
        """
            .formatted(id, named, sha256, HexFormat.of().formatHex(file), type, file.length));
    assertThat(BE_OFFICER.release(id, 3).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    return id;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
