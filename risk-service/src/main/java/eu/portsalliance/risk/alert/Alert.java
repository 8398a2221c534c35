package eu.portsalliance.risk.alert;

import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Carriage;
import java.time.Instant;
import java.util.Set;

/**
 * One version of an alert, as much of it as matters to boxes.
 *
 * @param id STIX identifier, {@code indicator--<uuid>}
 * @param modified which version it is (STIX 2.1, section 3.2)
 * @param revoked whether the originator took it back
 * @param markings who may see it and what it may cause
 * @param validFrom from when it holds
 * @param validUntil until when
 * @param title one line
 * @param legalBasis on which it is processed; what is read under another regime is recorded with it
 * @param containers the boxes it is about
 * @param oneJourney whether one journey alone is meant
 * @param carriage by which vessel and voyage that journey is known, as far as it is said; where a
 *     journey here says nothing of that, the first that the alert meets is meant
 * @param object the signed bytes
 * @param signedBy thumbprint of the key that signed them
 */
record Alert(
    String id,
    Instant modified,
    boolean revoked,
    Markings markings,
    Instant validFrom,
    Instant validUntil,
    String title,
    String legalBasis,
    Set<ContainerNumber> containers,
    boolean oneJourney,
    Carriage carriage,
    byte[] object,
    String signedBy) {

  /**
   * Whether this version may count for any reader. RED and observe never do, and what only informs
   * has no business in this service's store either.
   */
  boolean effective(Instant now) {
    return !revoked
        && markings.actionOn().scores()
        && markings.tlp() != Tlp.RED
        && validUntil.isAfter(now);
  }
}
