package eu.portsalliance.registry.enrolment;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a received proof of possession turned out to be. */
sealed interface ProofReading {

  /**
   * A well-formed statement. Nothing in it is true until {@link #genuine()} says so; and whether
   * its key is approved is another question, to be asked first, because it is the cheap one.
   *
   * @param port the port that it claims to be
   * @param address origin of the port's gateway, without a slash at the end
   * @param at when it says that it was signed
   * @param id its {@code jti}
   * @param key the public key in its header
   * @param compact the proof as received
   */
  record Claimed(Locode port, String address, Instant at, UUID id, PortKey key, String compact)
      implements ProofReading {

    /** Whether it was signed with the key that it carries. */
    boolean genuine() {
      return Jws.verify(compact, EnrolmentProof.TYPE, _ -> Optional.of(key.jwk())).isPresent();
    }
  }

  /** Not a proof in form; says which field to mend. */
  record Malformed(String field, String detail) implements ProofReading {}
}
