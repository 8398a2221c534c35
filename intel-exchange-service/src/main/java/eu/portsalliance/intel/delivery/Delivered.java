package eu.portsalliance.intel.delivery;

/**
 * One entry of the delivery log.
 *
 * @param recipient the class to which it became visible
 * @param seq its number there: gapless, in the order of becoming visible
 * @param object what became visible
 * @param withdrawn whether the class may see it no longer: then only its id is for the class
 */
public record Delivered(String recipient, long seq, StoredObject object, boolean withdrawn) {

  /** The same entry once the class has lost it. */
  Delivered lost() {
    return new Delivered(recipient, seq, object, true);
  }
}
