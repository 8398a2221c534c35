package eu.portsalliance.risk.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.peers.PortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys of the tests' own. */
public final class TestKeys {
  public static final PortKey ROOT = generate();
  public static final PortKey RISK = generate();
  public static final PortKey ROTTERDAM = generate();
  public static final PortKey ANTWERP = generate();
  public static final PortKey HAMBURG = generate();
  public static final PortKey STRANGER = generate();

  private TestKeys() {}

  /** Writes a key as it is mounted. */
  public static Path file(PortKey key, boolean secret) {
    try {
      Path file = Files.createTempFile("key", ".jwk.json");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file, secret ? key.jwk().toJSONString() : key.jwk().toPublicJWK().toJSONString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static PortKey generate() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
