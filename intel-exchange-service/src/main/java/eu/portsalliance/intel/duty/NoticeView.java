package eu.portsalliance.intel.duty;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice as people of its organisation see it; what it is about they read under its own handling.
 *
 * @param about id of the alert, or of the change of the rota
 * @param port where it happened; with a collision, the origin of the other alert where the
 *     organisation may read it
 * @param by which organisation looked, for a look-up; whose the other alert is, for a collision,
 *     where the organisation may read it
 * @param happenedAt the last of the looks, for look-ups
 * @param dueAt when the answer is due or the last chance ends, for a clock
 * @param looks how many there were since somebody took the notice of before on, for look-ups
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoticeView(
    UUID id,
    String kind,
    String about,
    String port,
    @Nullable String by,
    Instant happenedAt,
    @Nullable Instant dueAt,
    @Nullable Instant toldAt,
    @Nullable Instant escalatedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Integer looks) {

  /**
   * Some of them.
   *
   * @param next cursor of the next page, if there is one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<NoticeView> items, @Nullable String next) {
    Page {
      items = List.copyOf(items);
    }
  }
}
