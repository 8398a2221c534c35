package eu.portsalliance.registry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.peers.PortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys made for this run: the root, and one for each port; Rotterdam is rotating and has two. */
public final class TestKeys {

  public static final PortKey ROOT = generate();
  public static final PortKey ROTTERDAM = generate();
  public static final PortKey ROTTERDAM_NEXT = generate();
  public static final PortKey ANTWERP = generate();
  public static final PortKey HAMBURG = generate();
  public static final PortKey STRANGER = generate();

  private TestKeys() {}

  public static PortKey generate() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The private root key, as a secret is mounted. */
  public static Path rootKeyFile() {
    try {
      Path file = Files.createTempFile("root", ".jwk.json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, ROOT.jwk().toJSONString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
