package eu.portsalliance.intel.stix;

import eu.portsalliance.handling.Tlp;
import java.time.Instant;

/**
 * What somebody saw of an alert of another port: a STIX 2.1 sighting (section 5.2). It goes to the
 * alert's origin and to nobody else; who reads it there is who may read the alert.
 *
 * @param id {@code sighting--} and a UUID
 * @param alert id of the alert that it is about
 * @param origin LOCODE of the port at which it was reported
 * @param controller organisation that answers for it; no person is named
 * @param created when it was let out, by a second person
 * @param at when it was seen
 * @param place where, in words
 * @param outcome what came of it; words that are not known are kept and shown
 * @param note empty when there is none
 * @param tlp the marking of the alert
 */
public record StixSighting(
    String id,
    String alert,
    String origin,
    String controller,
    Instant created,
    Instant at,
    String place,
    String outcome,
    String note,
    Tlp tlp) {}
