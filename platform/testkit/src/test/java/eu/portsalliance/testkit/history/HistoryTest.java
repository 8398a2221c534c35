package eu.portsalliance.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.portsalliance.testkit.MovableClock;
import eu.portsalliance.testkit.history.Act.Outcome;
import eu.portsalliance.testkit.history.Finding.Kind;
import eu.portsalliance.testkit.history.Table.Row;
import eu.portsalliance.testkit.history.Verdict.Unexamined;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Version ALERT = new Version("indicator--1", 1);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final History history = new History(clock);

  private void release() {
    long number = history.invoked("officer", new Act.Release(ALERT, "NLRTM"));
    clock.advance(Duration.ofSeconds(1));
    history.answered(number, Outcome.DONE);
    clock.advance(Duration.ofSeconds(1));
  }

  private void list(String reader, Version... versions) {
    Instant begun = history.begun();
    clock.advance(Duration.ofSeconds(1));
    history.listed(begun, reader, "list", List.of(versions).stream().map(Shown::standing).toList());
  }

  private Verdict verdict(Row... rows) {
    return new HistoryChecker(new Table(List.of(rows)), BOUND).check(history.entries());
  }

  @Test
  void whatIsWrittenIsReadAgainAsItWas(@TempDir Path folder) throws Exception {
    release();
    history.answered(history.invoked("officer", new Act.Withdraw(ALERT)), Outcome.UNKNOWN);
    history.answered(history.invoked("officer", new Act.Erase("indicator--1")), Outcome.REFUSED);
    history.broken("cut BEANR");
    list("NLRTM", ALERT);
    history.streamed(history.begun(), "BEANR", "1", "", "c1", List.of(Shown.takenBack(ALERT)));
    history.healed("cut BEANR");
    history.write(folder.resolve("history"));
    assertThat(History.read(folder.resolve("history"))).isEqualTo(history.entries()).hasSize(10);
  }

  @Test
  void whatNobodyLookedForIsNotSaidToBeThere() {
    release();
    list("BEANR");
    Verdict verdict = verdict(Row.always("BEANR", ALERT));
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.unexamined()).containsExactly(new Unexamined("BEANR", ALERT));
    assertThat(verdict.clean()).isFalse();
  }

  @Test
  void theBoundBeginsWhenAllIsHealed() {
    history.broken("cut BEANR");
    release();
    clock.advance(BOUND.multipliedBy(10));
    history.healed("cut BEANR");
    list("BEANR");
    assertThat(verdict(Row.always("BEANR", ALERT)).findings()).isEmpty();
    clock.advance(BOUND);
    list("BEANR");
    assertThat(verdict(Row.always("BEANR", ALERT)).findings())
        .extracting(Finding::kind, Finding::reader, Finding::version)
        .containsExactly(tuple(Kind.LOST, "BEANR", ALERT));
  }

  @Test
  void whatIsShownBeforeItsReleaseIsALeak() {
    list("BEANR", ALERT);
    clock.advance(Duration.ofSeconds(1));
    release();
    assertThat(verdict(Row.always("BEANR", ALERT)).findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "BEANR by list at 2026-11-23T08:00:01Z: indicator--1 version 1 before its release at"
                + " 2026-11-23T08:00:02Z");
  }

  @Test
  void whatWasNeverAnsweredMayBeThereOrNot() {
    history.invoked("officer", new Act.Release(ALERT, "NLRTM"));
    clock.advance(BOUND.multipliedBy(2));
    list("BEANR");
    assertThat(verdict(Row.always("BEANR", ALERT), Row.always("NLRTM", ALERT)).clean()).isTrue();
    list("NLRTM", ALERT);
    assertThat(verdict(Row.always("BEANR", ALERT), Row.always("NLRTM", ALERT)).findings())
        .extracting(Finding::kind)
        .containsExactly(Kind.DISAGREEING);
  }

  @Test
  void aPermissionThatEndedHoldsNoLongerThanTheBound() {
    release();
    Row ending = new Row("BEANR", ALERT, Instant.MIN, clock.instant());
    list("BEANR", ALERT);
    assertThat(verdict(ending).findings()).isEmpty();
    clock.advance(BOUND);
    list("BEANR", ALERT);
    assertThat(verdict(ending).findings()).extracting(Finding::kind).containsExactly(Kind.LEAKED);
  }
}
