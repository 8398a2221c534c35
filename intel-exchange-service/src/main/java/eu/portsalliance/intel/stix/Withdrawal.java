package eu.portsalliance.intel.stix;

import java.time.Instant;

/**
 * The statement of an origin that what it said under an id is taken back, or no longer for whoever
 * receives this: a STIX 2.1 object with {@code revoked} (section 3.2) and without content.
 *
 * @param id of the alert
 * @param version the version that was taken back or that came in its place
 * @param origin LOCODE of the port that released it
 * @param controller organisation that answers for it
 * @param created when the draft was written
 * @param modified when it was withdrawn
 */
public record Withdrawal(
    String id, int version, String origin, String controller, Instant created, Instant modified) {}
