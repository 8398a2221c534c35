package eu.portsalliance.intel.alert;

import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alert as people see it (openapi.yaml, AlertView); every member is always there. */
public record AlertView(
    String id,
    int version,
    String state,
    String origin,
    String controller,
    String kind,
    String title,
    String narrative,
    List<Box> containers,
    String tlp,
    List<String> audience,
    List<String> persons,
    String handlingCode,
    @Nullable String sourceGrade,
    @Nullable String informationGrade,
    String actionOn,
    String regime,
    String legalBasis,
    String nature,
    Instant validFrom,
    Instant validUntil,
    LocalDate reviewOn,
    @Nullable Actor draftedBy,
    @Nullable Actor releasedBy,
    Instant created,
    Instant modified,
    @Nullable Signature signature,
    List<Receipt> receipts,
    List<Sign> indicators,
    @Nullable Trip journey,
    @Nullable String limits,
    @Nullable Instant dueAt,
    @Nullable String inReplyTo,
    @Nullable Integer inReplyToVersion,
    @Nullable Wish wanted,
    @Nullable Boolean consent,
    List<StixAlert.Attachment> attachments,
    List<String> obligations,
    @Nullable Disposition disposition,
    boolean acknowledged,
    @Nullable List<Give> gives) {

  public record Box(String number, boolean checkDigitValid) {}

  public record Sign(String type, String value) {}

  public record Trip(
      @Nullable String voyage,
      @Nullable String vesselImo,
      @Nullable String billOfLading,
      @Nullable String loading,
      @Nullable String discharge) {}

  public record Wish(String alert, List<String> recipients, String purpose) {}

  public record Actor(String person, String organisation) {}

  public record Signature(String port, boolean valid) {}

  public record Receipt(String port, String state, Instant at) {}

  /**
   * How it is set aside, by the reader's organisation or by one person of it alone.
   *
   * @param person who did
   * @param confirmedBy who else said that it is not theirs; until then it is set aside for the
   *     first alone
   */
  public record Disposition(
      String state,
      @Nullable Instant until,
      String reason,
      String person,
      @Nullable String confirmedBy) {}

  /**
   * Something that an edition still gives away of the alert behind it.
   *
   * @param field of the edition
   * @param code container, terminal, date, phrase or audience-of-one
   */
  public record Give(String field, String code) {}

  /** A page of them. */
  record Page(List<AlertView> items, @Nullable String next) {}
}
