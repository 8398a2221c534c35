package eu.portsalliance.intel.acceptance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peers as people of this port are shown them (openapi.yaml, Peers). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PeersView(Held directory, List<Shown> peers) {

  /** The directory that is held here. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Held(
      @Nullable Long serial,
      @Nullable Instant confirmedAt,
      @Nullable Long ageSeconds,
      String state) {}

  /** One peer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Shown(
      String port,
      String name,
      String state,
      @Nullable Link link,
      @Nullable Instant lastReceiptAt,
      Acceptance acceptance,
      long withheld,
      Digest digest) {}

  /** The link to it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Link(boolean connected, @Nullable Instant heardAt, Instant levelAt, long lagSeconds) {}

  /** Whether two people accepted it with the keys that it has now. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Acceptance(
      String state,
      @Nullable String proposedBy,
      @Nullable Instant proposedAt,
      @Nullable Instant acceptedAt,
      boolean own) {}

  /** What comparing with it came to. */
  record Digest(String state) {}

  /** A number of a port. */
  record Counted(String port, long n) {}
}
