package eu.portsalliance.handling;

import java.util.Optional;
import java.util.Set;

/**
 * How an object is marked, as a whole: one whose parts are marked one by one is not taken in.
 *
 * @param tlp who may see it
 * @param audience organisations (directory ids) that the releaser named, already expanded; empty
 *     means the authorities of the origin port
 * @param persons person identifiers ({@code agency:id}) named for RED and observe
 * @param handlingCode what it may be used for
 * @param actionOn what it may cause
 * @param regime law under which it is processed; empty for one that this version does not know
 * @param controller organisation that answers for it
 * @param origin LOCODE of the port that released it
 */
public record Markings(
    Tlp tlp,
    Set<String> audience,
    Set<String> persons,
    HandlingCode handlingCode,
    ActionOn actionOn,
    Optional<Regime> regime,
    String controller,
    String origin) {

  public Markings {
    audience = Set.copyOf(audience);
    persons = Set.copyOf(persons);
  }

  /** Whether only the persons named may see it: TLP:RED, and observe. */
  public boolean namedPersonsOnly() {
    return tlp == Tlp.RED || actionOn == ActionOn.OBSERVE;
  }
}
