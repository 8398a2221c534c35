package eu.portsalliance.risk.intake;

import eu.portsalliance.access.Locode;
import java.time.Instant;
import java.util.Set;

/**
 * For whom and when a message is read.
 *
 * @param port the port of this service
 * @param sender organisation of the verified caller
 * @param facilities SMDG codes of the terminals for which the caller may speak; empty when its
 *     token names none, which is the whole port
 * @param now the time of reading
 */
record Intake(Locode port, String sender, Set<String> facilities, Instant now) {}
