package eu.portsalliance.intel.stix;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A released alert as a STIX 2.1 {@code indicator} (section 4.7) with the alliance's property
 * extension says it. What decides about handling is typed; words of other lists stay words, so that
 * a newer peer's are kept and shown.
 *
 * @param id {@code indicator--} and a UUID
 * @param created when the draft was written
 * @param modified when this version was released; with the id it names the version
 * @param audience organisations, expanded, sorted
 * @param persons person identifiers for RED and observe, sorted
 * @param origin LOCODE of the port that released it
 * @param controller organisation that answers for it
 * @param version number of this version at its origin
 * @param details what not every alert has
 */
public record StixAlert(
    String id,
    int version,
    String origin,
    String controller,
    Instant created,
    Instant modified,
    String kind,
    String title,
    String narrative,
    List<Box> containers,
    Tlp tlp,
    List<String> audience,
    List<String> persons,
    HandlingCode handlingCode,
    Optional<String> sourceGrade,
    Optional<String> informationGrade,
    ActionOn actionOn,
    String regime,
    String legalBasis,
    String nature,
    Instant validFrom,
    Instant validUntil,
    LocalDate reviewOn,
    Details details) {

  public StixAlert {
    containers = List.copyOf(containers);
    audience = audience.stream().sorted().distinct().toList();
    persons = persons.stream().sorted().distinct().toList();
  }

  /**
   * A container that the alert is about.
   *
   * @param number four letters and seven digits
   * @param checkDigitValid whether its check digit is right (ISO 6346)
   */
  public record Box(String number, boolean checkDigitValid) {}

  /**
   * A thing, other than a container, by which something can be recognised.
   *
   * @param type word of a list that a newer peer may have made longer, for example {@code seal}
   * @param value as its form writes it
   */
  public record Indicator(String type, String value) {}

  /**
   * A file that belongs to the alert: with the alert exactly these bytes are released.
   *
   * @param name as a person reads it
   * @param type media type, for example {@code image/png}
   * @param size in bytes
   * @param sha256 of the bytes, 64 hexadecimal digits; names the file within the alert
   */
  public record Attachment(String name, String type, int size, String sha256) {}

  /**
   * The one journey of the boxes that is meant; later ones are not.
   *
   * @param voyage number of the voyage
   * @param vesselImo seven digits
   * @param billOfLading number of the bill of lading
   * @param loading LOCODE
   * @param discharge LOCODE
   */
  public record Journey(
      Optional<String> voyage,
      Optional<String> vesselImo,
      Optional<String> billOfLading,
      Optional<String> loading,
      Optional<String> discharge) {}

  /**
   * A use of somebody else's alert for which its originator is asked, and in the answer that for
   * which it was asked.
   *
   * @param alert its id
   * @param recipients organisations to which it would go
   * @param purpose what they would do with it
   */
  public record Wanted(String alert, List<String> recipients, String purpose) {
    public Wanted {
      recipients = recipients.stream().sorted().distinct().toList();
    }
  }

  /**
   * What not every alert has.
   *
   * @param indicators beside the containers
   * @param journey the one that is meant; absent, every one within the dates
   * @param limits the words of H3
   * @param dueAt until when a request asks for an answer
   * @param inReplyTo the request that an answer answers
   * @param inReplyToVersion the version of it that was read; with a consent always there
   * @param wanted what a release request asks for; with a consent, for what it is given
   * @param consent the originator's answer to a release request
   * @param attachments files that belong to it; their bytes do not travel with it
   */
  public record Details(
      List<Indicator> indicators,
      Optional<Journey> journey,
      Optional<String> limits,
      Optional<Instant> dueAt,
      Optional<String> inReplyTo,
      Optional<Integer> inReplyToVersion,
      Optional<Wanted> wanted,
      Optional<Boolean> consent,
      List<Attachment> attachments) {

    /** Nothing of all that. */
    public static final Details NONE =
        new Details(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public Details {
      indicators = List.copyOf(indicators);
      attachments = List.copyOf(attachments);
    }
  }

  /** How it is marked, for the policy. */
  public Markings markings() {
    return new Markings(
        tlp,
        new HashSet<>(audience),
        new HashSet<>(persons),
        handlingCode,
        actionOn,
        Regime.of(regime),
        controller,
        origin);
  }
}
