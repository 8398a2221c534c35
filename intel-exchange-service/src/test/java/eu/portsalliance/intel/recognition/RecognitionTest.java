package eu.portsalliance.intel.recognition;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Api;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecognitionTest {

  @Test
  void aMailOfThreeHundredNumbersIsReadAndTheReadingIsRecordedWithoutThem() {
    StringBuilder mail = new StringBuilder("Please look at these:\n");
    for (int n = 0; n < 300; n++) {
      mail.append("tghu %06d 0\n".formatted(n));
    }
    Api.Answer answer = post(mail.toString(), "text/plain");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/containers")).hasSize(300);
    assertThat(answer.text("/containers/0/number")).isEqualTo("TGHU0000000");
    assertThat(answer.json().at("/unrecognised").intValue()).isZero();
    assertThat(
            BEANR.rows(
                "select cardinality(ids) || ' ' || array_to_string(ids, ' ') from audit_record"
                    + " where what = 'recognise numbers' order by at desc limit 1"))
        .singleElement()
        .asString()
        .startsWith("300 ")
        .doesNotContain("TGHU");
  }

  @Test
  void aListInTheCharactersOfAMailProgramIsRead() {
    byte[] list = "\u00ab MSKU1234565 \u00bb;\u00e9".getBytes(Charset.forName("windows-1252"));
    Api.Answer answer = post(list, "text/csv;charset=windows-1252");
    assertThat(answer.text("/containers/0/number")).isEqualTo("MSKU1234565");
    assertThat(post(list, "text/csv").text("/errors/0/field")).isEqualTo("body");
    assertThat(post(list, "text/csv;charset=EUC-KR").status()).isEqualTo(400);
  }

  @Test
  void tooMuchIsRefusedWhole() throws Exception {
    // its connection is closed behind it, so it has one of its own
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest large = request("x".repeat(256 * 1024 + 1).getBytes(UTF_8), "text/plain").build();
      assertThat(client.send(large, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(413);
    }
    Api.Answer many = post("MSKU1234565 ".repeat(1001), "text/plain");
    assertThat(many.status()).isEqualTo(400);
    assertThat(many.text("/errors/0/field")).isEqualTo("body");
    assertThat(post("{}", "application/json").status()).isEqualTo(415);
    assertThat(post("", "text/plain").json().at("/containers")).isEmpty();
  }

  private static Api.Answer post(String text, String type) {
    return post(text.getBytes(UTF_8), type);
  }

  private static Api.Answer post(byte[] body, String type) {
    return Api.send(request(body, type));
  }

  private static HttpRequest.Builder request(byte[] body, String type) {
    return BE_ANALYST
        .request("/api/intel/recognitions")
        .header("Content-Type", type)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }
}
