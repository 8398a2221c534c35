package eu.portsalliance.risk.intake;

import eu.portsalliance.access.Locode;
import java.time.Instant;
import java.util.Set;

/**
 * For whom and when a message is read.
 *
 * @param port the port of this service
 * @param sender organisation of the verified caller
 * @param facilities SMDG codes of the terminals of this port for which the caller may speak
 * @param now the time of reading
 */
record Intake(Locode port, String sender, Set<String> facilities, Instant now) {}
