package eu.portsalliance.peers;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * The public root keys that are pinned at installation: one, or two while the alliance changes from
 * one to the next.
 *
 * @param pinned public keys, none twice
 */
public record RootKeys(List<PortKey> pinned) {

  /** More would be a way to pin keys that nobody remembers. */
  private static final int MOST = 2;

  /**
   * Takes the public parts of the keys.
   *
   * @throws IllegalArgumentException when there is none, more than two, or one of them twice
   */
  public RootKeys {
    pinned = pinned.stream().map(PortKey::publicPart).toList();
    long different = pinned.stream().map(PortKey::thumbprint).distinct().count();
    if (pinned.isEmpty() || pinned.size() > MOST || different != pinned.size()) {
      throw new IllegalArgumentException("one root key is pinned, or two while it is changed");
    }
  }

  /**
   * Reads a JWK or, with up to two keys, a JWK Set (RFC 7517, section 5) from a file.
   *
   * @throws IllegalArgumentException when the file holds no such EC P-256 keys
   */
  public static RootKeys load(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the key file " + file, unreadable);
    }
    return text.contains("\"keys\"") ? set(text) : new RootKeys(List.of(PortKey.parse(text)));
  }

  private static RootKeys set(String json) {
    try {
      return new RootKeys(
          JWKSet.parse(json).getKeys().stream()
              .map(key -> PortKey.parse(key.toJSONString()))
              .toList());
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("not a JWK Set", malformed);
    }
  }

  /** The pinned key with this thumbprint. */
  public Optional<PortKey> named(String thumbprint) {
    return pinned.stream().filter(key -> key.thumbprint().equals(thumbprint)).findFirst();
  }
}
