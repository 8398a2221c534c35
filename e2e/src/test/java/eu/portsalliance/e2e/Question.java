package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that people ask: at one gateway, of one part behind it.
 *
 * @param gateway the part that is asked
 * @param part the part that answers
 */
record Question(String gateway, String part, Api asker, String path) {
  private static final Duration LONG = Duration.ofSeconds(5);

  /** One of every part, through every gateway that leads to it. */
  static List<Question> all() {
    List<Question> all = new ArrayList<>();
    for (String locode : Callers.READERS.keySet()) {
      Api reader = Callers.reader(locode);
      String here = locode.toLowerCase(Locale.ROOT);
      String gateway = here + "-gateway";
      all.add(new Question(gateway, "registry", reader, "/api/registry/ports"));
      if (locode.equals(AllianceFile.PLANE)) {
        all.add(new Question(gateway, "identity", reader, "/api/identity/state"));
      } else {
        all.add(new Question(gateway, here + "-intel", reader, Alerts.PATH + "?limit=1"));
        all.add(new Question(gateway, here + "-risk", reader, "/api/risk/ranking?limit=1"));
      }
    }
    return all;
  }

  boolean needs(String name) {
    return gateway.equals(name) || part.equals(name);
  }

  /** Asked while that part is dead: a sentence and when to ask again, or nobody to ask. */
  void isRefusedForWantOf(String dead) {
    if (gateway.equals(dead)) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .as(toString())
          .isThrownBy(() -> asker.get(path));
    } else {
      Insistence.isAway(asker.get(path));
    }
  }

  /**
   * Answered as ever. Where a process starts, a small machine can be too slow for the gateway's ten
   * seconds: after so long a wait it is asked once more.
   */
  void isAnswered() {
    Answer answer = asker.get(path);
    if (answer.took().compareTo(LONG) > 0) {
      answer = asker.get(path);
    }
    assertThat(answer.status()).as("%s: %s", this, answer).isEqualTo(200);
  }

  @Override
  public String toString() {
    return path + " at " + gateway;
  }
}
