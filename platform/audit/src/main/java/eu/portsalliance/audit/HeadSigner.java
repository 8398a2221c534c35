package eu.portsalliance.audit;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Signs heads with a key that need not live beside the database: the port's exchange signs for the
 * services of its port, and refuses a tree that does not grow from the one that it signed last.
 */
public interface HeadSigner {

  /** How many leaves a signer takes at once. */
  int MOST_LEAVES = 1_000;

  /** How many leaves the signer has seen of this log. */
  Mono<Long> signed();

  /** For a log that is sealed and that nobody signs. */
  static HeadSigner nobody() {
    return new HeadSigner() {
      @Override
      public Mono<Long> signed() {
        return Mono.empty();
      }

      @Override
      public Mono<String> sign(long from, List<byte[]> leaves) {
        return Mono.empty();
      }
    };
  }

  /**
   * Signs the head of the tree to which these leaves bring it.
   *
   * @param from size before the leaves, as {@link #signed} gave it
   * @param leaves at most {@link #MOST_LEAVES}; none asks for the head of what was signed before
   * @return the compact JWS of a {@link Head}
   */
  Mono<String> sign(long from, List<byte[]> leaves);
}
