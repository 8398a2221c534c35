package eu.portsalliance.intel.peer;

import java.util.List;

/**
 * What became visible since a cursor.
 *
 * @param objects compact JWS, in order
 * @param cursor where the page ends; to be sent with the next pull
 * @param more whether there is more at once
 */
record ObjectPage(List<String> objects, String cursor, boolean more) {}
