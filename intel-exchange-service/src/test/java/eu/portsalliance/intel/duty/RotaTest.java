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

  private static Rota.Shift shift(int day, String from, String until, int level, String email) {
    return new Rota.Shift(day, from, until, level, email, null);
  }
}
