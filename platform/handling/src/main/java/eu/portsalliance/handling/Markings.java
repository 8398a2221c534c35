package eu.portsalliance.handling;

import java.util.Set;

/**
 * How an object is marked.
 *
 * @param tlp who may see it
 * @param audience organisations (directory ids) that the releaser named, already expanded; may be
 *     empty
 * @param persons person identifiers ({@code agency:id}) named for RED and observe
 * @param handlingCode what it may be used for
 * @param actionOn what it may cause
 * @param controller organisation that answers for it
 * @param origin LOCODE of the port that released it
 */
public record Markings(
    Tlp tlp,
    Set<String> audience,
    Set<String> persons,
    HandlingCode handlingCode,
    ActionOn actionOn,
    String controller,
    String origin) {

  public Markings {
    audience = Set.copyOf(audience);
    persons = Set.copyOf(persons);
  }
}
