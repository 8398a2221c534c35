package eu.portsalliance.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.faults.Breakage.What;
import eu.portsalliance.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<String> LINKS =
      List.of(
          "nlrtm",
          "beanr",
          "deham",
          "registry",
          "keycloak",
          "postgresql/nlrtm-intel",
          "postgresql/nlrtm-risk",
          "postgresql/beanr-intel",
          "postgresql/deham-intel");
  private static final List<String> PROCESSES =
      List.of(
          "nlrtm-intel",
          "beanr-intel",
          "deham-intel",
          "nlrtm-risk",
          "nlrtm-gateway",
          "registry",
          "keycloak",
          "postgresql");

  @Test
  void theSameSeedDrawsTheSameFaultsAtTheSameMomentsAndAnotherOneOthers() {
    assertThat(draw(1)).isEqualTo(draw(1)).isNotEqualTo(draw(2));
  }

  @Test
  void thereAreAsManyAsWereAskedForOfEveryKindSeveralInASecond() {
    List<Breakage> all = draw(3);

    assertThat(all).hasSize(1_000);
    assertThat(all.stream().map(breakage -> breakage.what().word()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "delay", "throttle", "black hole", "cut", "reorder", "kill", "freeze");
    assertThat(all.getLast().at()).isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void theyOverlapAndOneLinkOrProcessHasOneAtATime() {
    List<Breakage> all = draw(4);

    assertThat(IntStream.range(1, all.size()))
        .anyMatch(i -> all.get(i).at().compareTo(end(all.get(i - 1))) < 0);
    for (String where : List.of("nlrtm", "nlrtm-intel")) {
      List<Breakage> own = all.stream().filter(one -> one.where().equals(where)).toList();
      assertThat(IntStream.range(1, own.size()))
          .allMatch(i -> own.get(i).at().compareTo(end(own.get(i - 1))) >= 0);
    }
  }

  @Test
  void aProcessThatWasKilledIsLeftAloneForAMinute() {
    List<Breakage> kills = draw(5).stream().filter(one -> one.what() instanceof What.Kill).toList();

    for (String process : PROCESSES) {
      List<Breakage> own = kills.stream().filter(one -> one.where().equals(process)).toList();
      assertThat(own).hasSizeGreaterThan(1);
      assertThat(IntStream.range(1, own.size()))
          .allMatch(i -> own.get(i).at().minus(own.get(i - 1).at()).toSeconds() >= 60);
    }
  }

  @Test
  void noLinkToPostgresqlFallsSilentAndPostgresqlDoesNotFreeze() {
    assertThat(draw(6))
        .filteredOn(one -> one.where().startsWith("postgresql"))
        .isNotEmpty()
        .noneMatch(
            one ->
                one.what() instanceof What.Freeze
                    || (one.what() instanceof What.Wire wire
                        && wire.fault() instanceof Fault.BlackHole));
  }

  private static Duration end(Breakage breakage) {
    return breakage.at().plus(breakage.lasts());
  }

  private static List<Breakage> draw(long seed) {
    return Schedule.draw(seed, 1_000, LINKS, PROCESSES);
  }
}
