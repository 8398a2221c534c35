package eu.portsalliance.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is looked for in the record.
 *
 * @param subjects of any of these: object ids, salted hashes, {@code actor …}; of all if empty
 * @param act kind of processing
 * @param from not before
 * @param until before
 * @param before place in the log before which to read on
 * @param limit most rows
 */
record AuditQuery(
    List<String> subjects,
    Optional<String> act,
    Instant from,
    Instant until,
    long before,
    int limit) {}
