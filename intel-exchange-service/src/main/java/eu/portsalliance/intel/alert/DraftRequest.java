package eu.portsalliance.intel.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A draft as its writer sends it and as it is kept; nothing in it has been checked. {@link
 * DraftForm} makes an {@link AlertContent} of it.
 *
 * @param version the version that was read, where a draft is changed
 * @param wanted sent with a release request; kept also with the answer to one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DraftRequest(
    @Nullable Integer version,
    @Nullable String kind,
    @Nullable String title,
    @Nullable String narrative,
    @Nullable List<@Nullable String> containers,
    @Nullable String tlp,
    @Nullable List<@Nullable To> audience,
    @Nullable List<@Nullable String> persons,
    @Nullable String handlingCode,
    @Nullable String sourceGrade,
    @Nullable String informationGrade,
    @Nullable String actionOn,
    @Nullable String regime,
    @Nullable String legalBasis,
    @Nullable String nature,
    @Nullable String validFrom,
    @Nullable String validUntil,
    @Nullable String reviewOn,
    @Nullable List<@Nullable Sign> indicators,
    @Nullable Trip journey,
    @Nullable String limits,
    @Nullable String dueAt,
    @Nullable String inReplyTo,
    @Nullable Integer inReplyToVersion,
    @Nullable Wish wanted,
    @Nullable Boolean consent,
    @Nullable List<StixAlert.@Nullable Attachment> attachments) {

  /**
   * As it is kept: with the beginning of validity that was settled when it was accepted, and with
   * what is consented to.
   *
   * @param asked what the request wants that this answers
   */
  DraftRequest kept(Instant validFrom, Optional<StixAlert.Wanted> asked) {
    Wish wish =
        asked
            .map(w -> new Wish(w.alert(), List.copyOf(w.recipients()), w.purpose()))
            .orElse(wanted);
    return with(validFrom.toString(), wish, attachments);
  }

  /** The same with the attachments that it has. */
  DraftRequest with(List<StixAlert.Attachment> attached) {
    return with(validFrom, wanted, attached.isEmpty() ? null : List.copyOf(attached));
  }

  private DraftRequest with(
      @Nullable String from,
      @Nullable Wish wish,
      @Nullable List<StixAlert.@Nullable Attachment> attached) {
    return new DraftRequest(
        null,
        kind,
        title,
        narrative,
        containers,
        tlp,
        audience,
        persons,
        handlingCode,
        sourceGrade,
        informationGrade,
        actionOn,
        regime,
        legalBasis,
        nature,
        from,
        validUntil,
        reviewOn,
        indicators,
        journey,
        limits,
        dueAt,
        inReplyTo,
        inReplyToVersion,
        wish,
        consent,
        attached);
  }

  /** The same of {@link AlertContent#namedPersonsOnly}, before anything of it is checked. */
  boolean namedPersonsOnly() {
    return Tlp.RED.label().equals(tlp) || ActionOn.OBSERVE.label().equals(actionOn);
  }

  /** What a release request asks for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Wish(
      @Nullable String alert,
      @Nullable List<@Nullable String> recipients,
      @Nullable String purpose) {}

  /** Something by which a thing is recognised. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sign(@Nullable String type, @Nullable String value) {}

  /** The journey that is meant. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Trip(
      @Nullable String voyage,
      @Nullable String vesselImo,
      @Nullable String billOfLading,
      @Nullable String loading,
      @Nullable String discharge) {}

  /** Either a port (its authorities) or an organisation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record To(@Nullable String port, @Nullable String organisation) {}
}
