package eu.portsalliance.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What is looked for in the record.
 *
 * @param subject an object id, the salted hash of a box, or {@code actor …}
 * @param act kind of processing
 * @param from not before
 * @param until before
 * @param before place in the log before which to read on
 * @param limit most rows
 */
record AuditQuery(
    Optional<String> subject,
    Optional<String> act,
    Instant from,
    Instant until,
    long before,
    int limit) {}
