package eu.portsalliance.intel.duty;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The plan of the week in force.
 *
 * @param waiting the plan that waits for a second officer, if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RotaView(String zone, List<Rota.Shift> shifts, @Nullable Waiting waiting) {

  RotaView {
    shifts = List.copyOf(shifts);
  }

  /**
   * A plan that waits.
   *
   * @param proposedBy who may not confirm it
   */
  record Waiting(
      UUID id, String zone, List<Rota.Shift> shifts, String proposedBy, Instant proposedAt) {
    Waiting {
      shifts = List.copyOf(shifts);
    }
  }

  static RotaView of(Rota rota, Optional<Rotas.Change> waiting) {
    return new RotaView(
        rota.zone(),
        rota.shifts(),
        waiting
            .map(
                change ->
                    new Waiting(
                        change.id(),
                        change.rota().zone(),
                        change.rota().shifts(),
                        change.by(),
                        change.at()))
            .orElse(null));
  }
}
