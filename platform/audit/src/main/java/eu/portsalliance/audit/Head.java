package eu.portsalliance.audit;

import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of a log at a moment: whoever signs it says that the log then had these records and no
 * others.
 *
 * @param log whose it is: {@code NLRTM/intel-exchange-service}, or that of a service of the
 *     alliance: {@code alliance/port-registry-service}
 * @param size how many records it has
 * @param root root of the tree over them, base64url
 * @param at when it was signed
 */
public record Head(String log, long size, String root, Instant at) {

  /** The {@code typ} of a signed head. */
  public static final String TYPE = "audit-head+jws";

  /** Stands in the place of a port for the services of the alliance; its key is the root. */
  public static final String ALLIANCE = "alliance";

  private static final Pattern LOG =
      Pattern.compile("(?:[A-Z]{2}[A-Z2-9]{3}|alliance)/[a-z-]{3,40}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Head {
    if (!LOG.matcher(log).matches() || size < 0) {
      throw new IllegalArgumentException("no head of a log");
    }
  }

  /** The head of a tree. */
  public static Head of(String log, MerkleTree tree, Instant at) {
    return new Head(
        log, tree.size(), Base64.getUrlEncoder().withoutPadding().encodeToString(tree.root()), at);
  }

  /** LOCODE of the port that answers for the log, or {@link #ALLIANCE}. */
  public String port() {
    return log.substring(0, log.indexOf('/'));
  }

  /** Whether it says the same about the records as a tree. */
  public boolean agrees(MerkleTree tree) {
    return size == tree.size() && of(log, tree, at).root().equals(root);
  }

  /** Signs it. */
  public String signed(PortKey key) {
    return Jws.sign(key, TYPE, JSON.writeValueAsBytes(this));
  }

  /**
   * Reads a signed head.
   *
   * @param keys finds the public key of a port by its thumbprint
   * @return empty when it is not signed by a key of the port that it names
   */
  public static Optional<Head> verified(
      String compact, BiFunction<String, String, Optional<PortKey>> keys) {
    return claimed(compact)
        .filter(
            head ->
                Jws.verify(compact, TYPE, kid -> keys.apply(head.port(), kid).map(PortKey::jwk))
                    .isPresent());
  }

  /** What a compact JWS says, before anything is verified. */
  static Optional<Head> claimed(String compact) {
    String[] parts = compact.split("\\.", -1);
    try {
      return parts.length == 3
          ? Optional.of(JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), Head.class))
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
