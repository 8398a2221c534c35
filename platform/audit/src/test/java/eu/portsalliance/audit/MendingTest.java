package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of a log when something went wrong. */
class MendingTest extends ProbeTest {

  /** What is sealed lies before all that this server counts, and what is not comes after it. */
  private static final String COUNTED_FROM_HERE =
      """
      update audit_record r
         set tx = case when exists (select from audit_leaf l where l.record = r.id)
                       then cast('3' as xid8) else pg_current_xact_id() end;
      update audit_log
         set last_tx = cast('3' as xid8), last_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
      """;

  @Test
  void in_a_database_restored_into_another_server_sealing_goes_on_and_nothing_is_sealed_twice()
      throws SQLException {
    record(6);
    round();
    undone(
        """
        update audit_record set tx = cast('9000000000' as xid8) where tx < cast('9000000000' as xid8);
        update audit_log set last_tx = cast('9000000000' as xid8)
        """,
        COUNTED_FROM_HERE,
        () -> {
          record(7);
          asOwner(
              """
              insert into audit_record (tx, act, actor, organisation, purpose, case_number, what, ids, recipient)
              values (cast('9000000001' as xid8), 'CONSULTATION', 'came along', 'o', '', '', 'unsealed', '{}', '')
              """);
          round();
          assertThat(unsealed()).isZero();
          record(3);
          round();
          assertThat(unsealed()).isZero();
          assertThat(verified().sound()).isTrue();
        });
  }

  @Test
  void a_head_that_was_signed_and_never_arrived_is_kept_the_next_time() {
    record(3);
    round();
    asOwner(
        """
        delete from audit_head where size = (select size from audit_log);
        update audit_log set signed_size = 0, signed_frontier = ''
        """);
    round();
    assertThat(verified().proven()).isEqualTo(size());
  }

  @Test
  void a_log_put_back_to_an_earlier_state_is_not_signed_on_and_says_so() throws SQLException {
    record(4);
    round();
    undone(
        """
        update notarised_log set size = size + 1, frontier = '' where service = 'probe-service'
        """,
        "update notarised_log n set size = l.size, frontier = l.frontier from audit_log l",
        () ->
            assertThatThrownBy(this::round)
                .isInstanceOf(SignedBefore.class)
                .hasMessageContaining("were signed"));
    round();
  }

  @Test
  void a_hash_changed_before_it_is_signed_is_not_covered_by_a_head_of_another()
      throws SQLException {
    record(2);
    round();
    undone(
        "update notarised_log set frontier = overlay(frontier placing '\\x00000000'::bytea from 1)",
        """
        delete from notarised_leaf where index >= (select signed_size from audit_log);
        delete from notarised_head where size > (select signed_size from audit_log);
        update notarised_log set size = l.signed_size, frontier = l.signed_frontier from audit_log l
        """,
        () -> {
          record(1);
          assertThatThrownBy(this::round).isInstanceOf(SignedBefore.class);
        });
    round();
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void a_missing_hash_holds_signing_up_instead_of_shifting_what_follows() throws SQLException {
    record(3);
    round();
    long before = size();
    record(4);
    while (Objects.requireNonNull(log.seal().block()) > 0) {
      // until all is sealed, and nothing of it signed
    }
    undone(
        """
        create table kept_hash as select * from audit_leaf where index = %1$d;
        create table kept_subject as select * from audit_subject where index = %1$d;
        delete from audit_subject where index = %1$d;
        delete from audit_leaf where index = %1$d
        """
            .formatted(before + 1),
        """
        insert into audit_leaf select * from kept_hash;
        insert into audit_subject select * from kept_subject;
        drop table kept_hash; drop table kept_subject
        """,
        () -> {
          round();
          assertThat(sealer.standing().progress().signed()).isEqualTo(before + 1);
        });
    round();
    assertThat(sealer.standing().progress().signed()).isEqualTo(size());
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void of_heads_older_than_a_day_the_last_of_each_hour_stays() throws SQLException {
    undone(
        """
        insert into audit_head (size, signed_at, jws)
        select -n, date_trunc('hour', clock_timestamp()) - interval '30 hours' + make_interval(mins => 59 - n), 'x'
          from generate_series(0, 59) n
        """,
        "delete from audit_head where jws = 'x'",
        () -> {
          assertThat(database.count("select thin_audit_heads()")).isEqualTo(59);
          assertThat(database.rows("select size from audit_head where jws = 'x'"))
              .containsExactly("0");
        });
  }

  @Test
  void a_row_is_kept_for_a_year_by_the_calendar() {
    assertThatThrownBy(
            () ->
                database.executeAsService(
                    "select erase_audit('CONSULTATION', interval '361 days', 10)"))
        .hasMessageContaining("a year or more");
  }

  @Test
  void erased_rows_are_told_from_deleted_ones() throws SQLException {
    trail.record(entry("erased")).block();
    round();
    undone(
        """
        create table kept_record as select * from audit_record where 'erased' = any(ids);
        create table kept_subject as select * from audit_subject where subject = 'erased';
        update audit_record set at = at - interval '2 years' where 'erased' = any(ids)
        """,
        """
        delete from audit_erased;
        delete from audit_record where 'erased' = any(ids);
        delete from audit_subject where subject = 'erased';
        insert into audit_record select * from kept_record;
        insert into audit_subject select * from kept_subject;
        drop table kept_record; drop table kept_subject
        """,
        () -> {
          assertThat(database.count("select erase_audit('CONSULTATION', interval '1 year', 10)"))
              .isEqualTo(1);
          assertThat(new AuditRecords(client).lines(0, 1_000_000).collectList().block())
              .filteredOn(line -> line.endsWith(" erased CONSULTATION"))
              .hasSize(1);
          assertThat(verified().findings())
              .as("the record was not two years old when it was sealed")
              .singleElement()
              .asString()
              .contains("younger than a year");
        });
  }
}
