package eu.portsalliance.intel.delivery;

/**
 * One entry of the delivery log.
 *
 * @param recipient the class to which it became visible
 * @param seq its number there: gapless, in the order of becoming visible
 * @param object what became visible
 */
public record Delivered(String recipient, long seq, StoredObject object) {}
