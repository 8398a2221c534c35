package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedRecordTest {

  @Test
  void the_mark_of_an_extended_token_is_sealed_and_older_lines_are_what_they_were() {
    String plain =
        """
        {"id":"00000000-0000-0001-0000-000000000002","at":"2026-11-24T04:00:00.000000Z","act":"CONSULTATION",\
        "actor":"a","organisation":"o","purpose":"investigation","caseNumber":"1","what":"read alert",\
        "ids":["x"],"recipient":""}""";
    assertThat(line(false)).isEqualTo(plain);
    assertThat(line(true)).isEqualTo(plain.replace("\"\"}", "\"\",\"extended\":true}"));
  }

  private static String line(boolean extended) {
    return new String(
        new SealedRecord(
                new UUID(1, 2),
                "2026-11-24T04:00:00.000000Z",
                "CONSULTATION",
                "a",
                "o",
                "investigation",
                "1",
                "read alert",
                List.of("x"),
                "",
                extended)
            .line(),
        StandardCharsets.UTF_8);
  }
}
