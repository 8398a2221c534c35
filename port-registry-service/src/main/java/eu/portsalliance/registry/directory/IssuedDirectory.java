package eu.portsalliance.registry.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A directory as it was issued.
 *
 * @param serial its serial
 * @param issued when it was signed
 * @param contentSha256 hash of what it says, serial and time apart
 * @param document compact JWS, exactly as signed
 */
public record IssuedDirectory(long serial, Instant issued, byte[] contentSha256, String document) {

  /** JOSE in compact serialisation (RFC 7515, section 9.2.1). */
  public static final MediaType JOSE = MediaType.valueOf("application/jose");

  /**
   * Strong validator (RFC 9110, section 8.8.3). The hash is in it because a restored database could
   * give a serial a second time, to other bytes.
   */
  String etag() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.US_ASCII));
      return "\"%d-%s\"".formatted(serial, HexFormat.of().formatHex(hash, 0, 8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The document as an answer that no cache may give out unasked. */
  public ResponseEntity<String> response() {
    return ResponseEntity.ok()
        .eTag(etag())
        .cacheControl(CacheControl.noCache())
        .contentType(JOSE)
        .body(document);
  }
}
