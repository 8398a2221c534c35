package eu.portsalliance.intel.peer;

import java.util.List;

/**
 * What became visible since a cursor.
 *
 * @param objects compact JWS, in order
 * @param cursor where the page ends; to be sent with the next pull
 * @param more whether there is more at once
 */
record ObjectPage(List<String> objects, String cursor, boolean more) {

  /** The same with the cursor that was sent: who pulled in vain has nothing new to keep. */
  ObjectPage at(String sent) {
    return sent.isEmpty() ? this : new ObjectPage(objects, sent, more);
  }
}
