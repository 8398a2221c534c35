package eu.portsalliance.access;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens a service takes.
 *
 * @param port LOCODE of the port plane that the service belongs to; absent on the alliance plane
 * @param issuer issuer of tokens, exactly as in their {@code iss}
 * @param jwkSetUri where the issuer's public keys are
 * @param anyPort on the alliance plane: whether a token for exactly one port is taken too
 * @param hashKey base64 of at least 32 random bytes; salts the hashes in audit records
 * @param gatewayKeyFile at a port: public key of its gateway, EC P-256 as a JWK, which may extend
 *     tokens while the issuer is away; without it none is extended
 */
@ConfigurationProperties(prefix = "alliance.access", ignoreUnknownFields = false)
public record AccessProperties(
    @Nullable String port,
    String issuer,
    String jwkSetUri,
    @DefaultValue("false") boolean anyPort,
    String hashKey,
    @Nullable Path gatewayKeyFile) {

  public AccessProperties {
    if (Base64.getDecoder().decode(hashKey).length < 32) {
      throw new IllegalArgumentException(
          "alliance.access.hash-key: give base64 of 32 bytes or more");
    }
    if (port == null && gatewayKeyFile != null) {
      throw new IllegalArgumentException(
          "alliance.access.gateway-key-file is for a port: only its gateway extends tokens");
    }
    if (port != null) {
      new Locode(port);
      if (anyPort) {
        throw new IllegalArgumentException(
            "alliance.access.any-port is for the alliance plane: remove it, or remove port");
      }
    }
  }

  /** The key of the port's gateway, if it may extend tokens. */
  Optional<ECKey> gatewayKey() {
    return Optional.ofNullable(gatewayKeyFile).map(AccessProperties::publicKey);
  }

  private static ECKey publicKey(Path file) {
    try {
      return ECKey.parse(Files.readString(file)).toPublicJWK();
    } catch (IOException | ParseException unreadable) {
      throw new IllegalStateException(
          "alliance.access.gateway-key-file: %s holds no EC key in JWK form".formatted(file),
          unreadable);
    }
  }

  /** The port that this service belongs to, if it belongs to one. */
  public Optional<Locode> ownPort() {
    return Optional.ofNullable(port).map(Locode::new);
  }
}
