package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * TLP:CLEAR is for everyone signed in, also of an organisation that the directory does not know.
 */
class ClearTest {

  @Test
  void whoIsNoMemberReadsClearAndNothingElse() {
    Api stranger = Api.person(BEANR, "x", "unknown-organisation", "intel-reader");
    Api elsewhere = Api.person(NLRTM, "x", "unknown-organisation", "intel-reader");
    Api noRole = Api.person(BEANR, "y", "unknown-organisation");
    String green = Ports.released("GREEN", "[]");
    String clear = Ports.released("CLEAR", "[]");

    for (Api one : new Api[] {stranger, elsewhere}) {
      await().atMost(Duration.ofSeconds(20)).until(() -> one.sees(clear));
      assertThat(one.sees(green)).isFalse();
      assertThat(listed(one, "/api/intel/alerts?limit=200")).contains(clear).doesNotContain(green);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> listed(one, "/api/intel/alerts/search?limit=200").anyMatch(clear::equals));
      assertThat(listed(one, "/api/intel/alerts/search?limit=200")).doesNotContain(green);
    }
    assertThat(noRole.get("/api/intel/alerts/" + clear).status()).isEqualTo(403);
  }

  @Test
  void whatIsNarrowedIsTakenFromThem() {
    Api stranger = Api.person(BEANR, "x", "unknown-organisation", "intel-reader");
    String id = Ports.released("CLEAR", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> stranger.sees(id));

    assertThat(Ports.BE_ANALYST.edit(id, 1, Ports.draft("GREEN", "[]")).status()).isEqualTo(200);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.BE_ANALYST.sees(id));
    assertThat(stranger.sees(id)).isFalse();
  }

  private static Stream<String> listed(Api who, String path) {
    return who.get(path).json().at("/items").valueStream().map(a -> a.path("id").asString());
  }
}
