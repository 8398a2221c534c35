package eu.portsalliance.intel.delivery;

/**
 * One entry of the delivery log.
 *
 * @param recipient the class to which it became visible
 * @param place its number there, gapless in the order of becoming visible, and when it did
 * @param object what became visible
 * @param withdrawn whether the class may see it no longer: then only its id is for the class
 */
public record Delivered(String recipient, Place place, StoredObject object, boolean withdrawn) {

  /** Its number there. */
  public long seq() {
    return place.seq();
  }

  /** The same entry once the class has lost it. */
  Delivered lost() {
    return new Delivered(recipient, place, object, true);
  }
}
