package eu.portsalliance.intel.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A draft as its writer sends it and as it is kept; nothing in it has been checked. {@link
 * DraftForm} makes an {@link AlertContent} of it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DraftRequest(
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
    @Nullable String reviewOn) {

  /** The same with the beginning of validity that was settled when it was accepted. */
  DraftRequest from(Instant validFrom) {
    return new DraftRequest(
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
        validFrom.toString(),
        validUntil,
        reviewOn);
  }

  /** Either a port (its authorities) or an organisation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record To(@Nullable String port, @Nullable String organisation) {}
}
