package eu.portsalliance.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * Signing keys (EC P-256 as JWK, RFC 7517): made once, private parts in files that only the owner
 * reads.
 */
final class Keys {
  private final Path folder;

  Keys(Path folder) {
    this.folder = folder;
  }

  /** A key pair of one name, as two files. */
  record Pair(Path privateFile, Path publicFile, String thumbprint) {}

  /** The key of that name, made if it is not there. Its {@code kid} is the RFC 7638 thumbprint. */
  Pair pair(String name) {
    Path privateFile = folder.resolve(name + ".jwk.json");
    Path publicFile = folder.resolve(name + ".pub.jwk.json");
    try {
      ECKey key = Files.exists(privateFile) ? read(privateFile) : generate(privateFile);
      // written each time: the private file is the one that counts, should a power cut fall between
      // the two
      PrivateFiles.write(publicFile, key.toPublicJWK().toJSONString());
      return new Pair(privateFile, publicFile, key.computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("No key could be made for " + name, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ECKey generate(Path file) throws JOSEException {
    ECKey key =
        new ECKeyGenerator(Curve.P_256)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.ES256)
            .keyIDFromThumbprint(true)
            .generate();
    PrivateFiles.write(file, key.toJSONString());
    return key;
  }

  private static ECKey read(Path file) throws IOException {
    try {
      return ECKey.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new Refusal(
          file + " is not a key. Put it back from a copy, or start anew with ./alliance reset.", e);
    }
  }
}
