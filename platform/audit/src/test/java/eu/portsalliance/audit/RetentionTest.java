package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** In a database of its own: rows end here. */
@TestPropertySource(properties = "alliance.audit.retention.DISCLOSURE=P2Y")
class RetentionTest extends ProbeTest {

  @Autowired Retention retention;

  @Test
  void rows_end_when_their_kind_is_no_longer_kept_and_those_of_a_kind_not_named_never() {
    for (AuditEntry.Act act :
        List.of(
            AuditEntry.Act.CONSULTATION, AuditEntry.Act.DISCLOSURE, AuditEntry.Act.ALTERATION)) {
      for (int years : List.of(0, 3, 6)) {
        trail.record(entry(act, years)).block();
      }
    }
    round();
    asOwner("update audit_record set at = at - make_interval(years => cast(what as int))");

    assertThat(retention.round().block()).isEqualTo(3);

    assertThat(database.rows("select act || ' ' || what from audit_record order by 1"))
        .containsExactly(
            "ALTERATION 0",
            "ALTERATION 3",
            "ALTERATION 6",
            "CONSULTATION 0",
            "CONSULTATION 3",
            "DISCLOSURE 0");
    assertThat(database.rows("select act from audit_erased order by 1"))
        .containsExactly("CONSULTATION", "DISCLOSURE", "DISCLOSURE");
    assertThat(retention.round().block()).isZero();
  }

  private static AuditEntry entry(AuditEntry.Act act, int years) {
    return new AuditEntry(
        act,
        "be-federal-police:1",
        "be-federal-police",
        Optional.empty(),
        String.valueOf(years),
        List.of(),
        Optional.empty());
  }
}
