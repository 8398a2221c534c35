package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaTest {
  private final Rota.Shift day = shift(1, "08:00", "20:00", 1, "day@desk.test");
  private final Rota.Shift night = shift(1, "20:00", "00:00", 1, "night@desk.test");
  private final Rota.Shift chief = shift(1, "00:00", "00:00", 2, "chief@desk.test");
  private final Rota rota = new Rota("Europe/Brussels", List.of(day, night, chief));

  @Test
  void theClockOfTheZoneSaysWhoIsOn() {
    // a Monday; Brussels is an hour ahead of UTC in winter and two in summer
    assertThat(rota.on(Instant.parse("2026-11-23T07:00:00Z"), 1)).containsExactly(day);
    assertThat(rota.on(Instant.parse("2026-11-23T19:00:00Z"), 1)).containsExactly(night);
    assertThat(rota.on(Instant.parse("2026-07-06T18:30:00Z"), 1)).containsExactly(night);
  }

  @Test
  void theEndOfAShiftIsTheNextOnes() {
    assertThat(rota.on(Instant.parse("2026-11-23T18:59:59Z"), 1)).containsExactly(day);
    assertThat(rota.on(Instant.parse("2026-11-23T22:59:59Z"), 1)).containsExactly(night);
    assertThat(rota.on(Instant.parse("2026-11-23T23:00:00Z"), 1)).isEmpty();
  }

  @Test
  void whereNobodyIsOnALevelTheOtherIsTold() {
    assertThat(rota.on(Instant.parse("2026-11-23T03:00:00Z"), 1)).containsExactly(chief);
    assertThat(rota.on(Instant.parse("2026-11-23T08:00:00Z"), 2)).containsExactly(chief);
  }

  @Test
  void aPlanThatAddsOrOnlyCutsShiftsAnewKeepsWhoIsTold() {
    Rota.Shift morning = shift(1, "08:00", "12:00", 1, "day@desk.test");
    Rota.Shift afternoon = shift(1, "12:00", "20:00", 1, "day@desk.test");
    Rota.Shift more = shift(1, "08:00", "20:00", 1, "more@desk.test");

    assertThat(plan(day, night, chief, more).keeps(rota)).isTrue();
    assertThat(plan(morning, afternoon, night, chief).keeps(rota)).isTrue();
    assertThat(plan(day, night, chief, shift(2, "08:00", "20:00", 1, "x@desk.test")).keeps(rota))
        .isTrue();
    assertThat(plan(day).keeps(Rota.NONE)).isTrue();
  }

  @Test
  void aPlanThatTellsSomebodyOfLessDoesNot() {
    Rota.Shift shorter = shift(1, "08:00", "19:00", 1, "day@desk.test");
    Rota.Shift later = shift(1, "08:00", "20:00", 2, "day@desk.test");
    Rota.Shift other = shift(1, "08:00", "20:00", 1, "other@desk.test");
    Rota.Shift before = shift(1, "00:00", "08:00", 1, "friend@desk.test");

    assertThat(plan().keeps(rota)).isFalse();
    assertThat(plan(day, night).keeps(rota)).isFalse();
    assertThat(plan(shorter, night, chief).keeps(rota)).isFalse();
    assertThat(plan(later, night, chief, other).keeps(rota)).isFalse();
    assertThat(plan(other, night, chief).keeps(rota)).isFalse();
    assertThat(new Rota("Asia/Tokyo", List.of(day, night, chief)).keeps(rota)).isFalse();
    // at that hour the chief was told at once
    assertThat(plan(day, night, chief, before).keeps(rota)).isFalse();
  }

  private static Rota plan(Rota.Shift... shifts) {
    return new Rota("Europe/Brussels", List.of(shifts));
  }

  private static Rota.Shift shift(int day, String from, String until, int level, String email) {
    return new Rota.Shift(day, from, until, level, email, null);
  }
}
