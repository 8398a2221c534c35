package eu.portsalliance.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeysTest {

  private final PortKey one = key();
  private final PortKey two = key();

  @TempDir private Path folder;

  @Test
  void one_key_is_pinned_or_two_and_never_a_private_part() throws IOException {
    RootKeys single = load(text(one));
    assertThat(single.named(one.thumbprint())).contains(one.publicPart());
    assertThat(single.named(two.thumbprint())).isEmpty();
    RootKeys both = load("{\"keys\":[" + text(one) + "," + text(two) + "]}");
    assertThat(both.named(two.thumbprint())).contains(two.publicPart());
    assertThat(both.pinned()).noneMatch(key -> key.jwk().isPrivate());
  }

  @Test
  void none_one_twice_and_more_than_two_are_refused() {
    for (String set :
        new String[] {
          "", text(one) + "," + text(one), text(one) + "," + text(two) + "," + text(key())
        }) {
      assertThatThrownBy(() -> load("{\"keys\":[" + set + "]}"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> load("{\"keys\":7}")).isInstanceOf(IllegalArgumentException.class);
  }

  private RootKeys load(String text) throws IOException {
    return RootKeys.load(Files.writeString(folder.resolve("root.jwk"), text));
  }

  private static String text(PortKey key) {
    return key.jwk().toJSONString();
  }

  private static PortKey key() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
