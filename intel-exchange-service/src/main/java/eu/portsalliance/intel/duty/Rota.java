package eu.portsalliance.intel.duty;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty when, as a plan of one week.
 *
 * @param zone IANA name of the time zone whose clock counts
 */
record Rota(String zone, List<Shift> shifts) {

  Rota {
    shifts = List.copyOf(shifts);
  }

  /**
   * A part of the week.
   *
   * @param weekday 1, Monday, to 7
   * @param from {@code 08:00}
   * @param until later on the same day; {@code 00:00} is its end
   * @param level 1 is told at once, 2 when nobody has acknowledged
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Shift(
      int weekday,
      String from,
      String until,
      int level,
      @Nullable String email,
      @Nullable String webhook) {

    boolean on(ZonedDateTime at) {
      LocalTime end = LocalTime.parse(until);
      LocalTime now = at.toLocalTime();
      return at.getDayOfWeek().getValue() == weekday
          && !now.isBefore(LocalTime.parse(from))
          && (end.equals(LocalTime.MIDNIGHT) || now.isBefore(end));
    }
  }

  /** Those on duty on a level; where nobody is, those on any. */
  List<Shift> on(Instant at, int level) {
    List<Shift> now = shifts.stream().filter(s -> s.on(at.atZone(ZoneId.of(zone)))).toList();
    List<Shift> there = now.stream().filter(shift -> shift.level() == level).toList();
    return there.isEmpty() ? now : there;
  }
}
