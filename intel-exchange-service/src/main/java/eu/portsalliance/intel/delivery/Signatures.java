package eu.portsalliance.intel.delivery;

import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says whether a stored object still has the valid signature of its origin. Checking costs half a
 * millisecond, so what was found valid is remembered by the compact text as a whole.
 */
@Component
public class Signatures {

  /** The {@code typ} of a signed object. */
  public static final String TYPE = "alliance-object+jws";

  private static final int REMEMBERED = 4096;

  private final Alliance alliance;
  private final Map<String, String> valid =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > REMEMBERED;
            }
          });

  Signatures(Alliance alliance) {
    this.alliance = alliance;
  }

  /** Whether a key that the directory lists for the origin has signed exactly this. */
  public boolean valid(StoredObject object) {
    String origin = object.alert().origin();
    String compact = object.compact();
    if (origin.equals(valid.get(compact))) {
      return true;
    }
    boolean now = Jws.verify(compact, TYPE, kid -> key(origin, kid).map(PortKey::jwk)).isPresent();
    if (now) {
      valid.put(compact, origin);
    }
    return now;
  }

  /** Remembers what was just verified on its way in, or just signed here. */
  public void verified(String compact, String origin) {
    valid.put(compact, origin);
  }

  private Optional<PortKey> key(String origin, String kid) {
    return alliance.members().flatMap(members -> members.anyKey(origin, kid));
  }
}
