package eu.portsalliance.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * A signing key of a port, a service or the directory: EC P-256 as a JWK (RFC 7517), named by its
 * thumbprint (RFC 7638).
 *
 * @param jwk the key; with its private part where it signs
 * @param thumbprint SHA-256 thumbprint, base64url
 */
public record PortKey(ECKey jwk, String thumbprint) {

  /**
   * Takes a key.
   *
   * @throws IllegalArgumentException when it is not on P-256
   */
  public static PortKey of(ECKey jwk) {
    if (!Curve.P_256.equals(jwk.getCurve())) {
      throw new IllegalArgumentException("keys are EC P-256");
    }
    try {
      return new PortKey(jwk, jwk.computeThumbprint().toString());
    } catch (JOSEException impossible) {
      throw new IllegalArgumentException("the key has no thumbprint", impossible);
    }
  }

  /**
   * Reads a JWK.
   *
   * @throws IllegalArgumentException when the text is no EC P-256 JWK
   */
  public static PortKey parse(String json) {
    try {
      return of(ECKey.parse(json));
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("not an EC key in JWK form", malformed);
    }
  }

  /**
   * Reads a JWK from a file, as a secret is mounted.
   *
   * @throws IllegalArgumentException when the file holds no EC P-256 JWK
   */
  public static PortKey load(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the key file " + file, unreadable);
    }
  }

  /** Names the key; a private part must not reach a log. */
  @Override
  public String toString() {
    return "PortKey " + thumbprint;
  }

  /** The same key without its private part. */
  public PortKey publicPart() {
    return new PortKey(jwk.toPublicJWK(), thumbprint);
  }
}
