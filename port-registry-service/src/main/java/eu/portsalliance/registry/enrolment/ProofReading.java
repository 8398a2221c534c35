package eu.portsalliance.registry.enrolment;

import eu.portsalliance.access.Locode;
import eu.portsalliance.access.PortKey;
import java.time.Instant;
import java.util.UUID;

/** What a received proof of possession turned out to be. */
sealed interface ProofReading {

  /**
   * A well-formed statement, signed with the key that it carries. Whether that key is approved is
   * another question.
   *
   * @param port the port that it claims to be
   * @param address origin of the port's gateway, without a slash at the end
   * @param at when it says that it was signed
   * @param id its {@code jti}
   * @param key the public key, with which the signature verifies
   */
  record Signed(Locode port, String address, Instant at, UUID id, PortKey key)
      implements ProofReading {}

  /** Not a proof in form; says which field to mend. */
  record Malformed(String field, String detail) implements ProofReading {}

  /** A proof in form whose signature does not verify with the key that it carries. */
  record Forged() implements ProofReading {}
}
