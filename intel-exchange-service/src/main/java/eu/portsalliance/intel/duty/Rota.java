package eu.portsalliance.intel.duty;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty when, as a plan of one week.
 *
 * @param zone IANA name of the time zone whose clock counts
 */
record Rota(String zone, List<Shift> shifts) {

  /** Where none was written. */
  static final Rota NONE = new Rota("Etc/UTC", List.of());

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

    boolean on(int day, LocalTime time) {
      if (day != weekday) {
        return false;
      }
      LocalTime end = LocalTime.parse(until);
      return !time.isBefore(LocalTime.parse(from))
          && (end.equals(LocalTime.MIDNIGHT) || time.isBefore(end));
    }
  }

  /** Those on duty on a level; where nobody is, those on any. */
  List<Shift> on(Instant at, int level) {
    ZonedDateTime here = at.atZone(ZoneId.of(zone));
    return on(here.getDayOfWeek().getValue(), here.toLocalTime(), level);
  }

  private List<Shift> on(int day, LocalTime time, int level) {
    List<Shift> now = shifts.stream().filter(shift -> shift.on(day, time)).toList();
    List<Shift> there = now.stream().filter(shift -> shift.level() == level).toList();
    return there.isEmpty() ? now : there;
  }

  /** Each address once, as of a shift that is on. */
  List<Shift> everybody() {
    return shifts.stream()
        .map(shift -> new Shift(1, "00:00", "00:00", 1, shift.email(), shift.webhook()))
        .distinct()
        .toList();
  }

  /** To where notices go at some time. */
  Set<String> addresses() {
    return addresses(shifts);
  }

  private static Set<String> addresses(List<Shift> shifts) {
    Set<String> all = new HashSet<>();
    for (Shift shift : shifts) {
      if (shift.email() != null) {
        all.add(shift.email());
      }
      if (shift.webhook() != null) {
        all.add(shift.webhook());
      }
    }
    return all;
  }

  /**
   * Whether each address that another plan tells at some time, on either level, is told at that
   * time by this one too. A new shift on a level on which nobody was takes those of the other from
   * it.
   */
  boolean keeps(Rota before) {
    return before.shifts.isEmpty()
        || (zone.equals(before.zone)
            && IntStream.rangeClosed(1, 7).allMatch(day -> keeps(before, day)));
  }

  /** Who is told changes at the edges of shifts alone. */
  private boolean keeps(Rota before, int day) {
    return Stream.concat(shifts.stream(), before.shifts.stream())
        .filter(shift -> shift.weekday() == day)
        .flatMap(shift -> Stream.of(shift.from(), shift.until()))
        .distinct()
        .map(LocalTime::parse)
        .allMatch(
            time ->
                IntStream.rangeClosed(1, 2)
                    .allMatch(
                        level ->
                            addresses(on(day, time, level))
                                .containsAll(addresses(before.on(day, time, level)))));
  }
}
