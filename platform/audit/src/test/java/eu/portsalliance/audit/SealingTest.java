package eu.portsalliance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class SealingTest extends ProbeTest {

  @Test
  void what_is_recorded_is_sealed_signed_and_proven_by_its_head() {
    record(20);
    round();
    Verifier.Outcome outcome = verified();
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.proven()).isEqualTo(size()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void a_row_of_a_transaction_that_ends_late_is_sealed_when_it_ends() throws SQLException {
    try (Connection late = database.asService();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(
          """
          insert into audit_record (act, actor, organisation, purpose, case_number, what, ids, recipient)
          values ('CONSULTATION', 'late', 'o', '', '', 'late', '{}', '')
          """);
      record(5);
      round();
      assertThat(
              database.count(
                  "select count(*) from audit_leaf l join audit_record r on r.id = l.record where r.actor = 'late'"))
          .isZero();
      late.commit();
    }
    round();
    assertThat(unsealed()).isZero();
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void a_sealer_that_was_killed_between_act_and_seal_catches_up() {
    round();
    record(3);
    assertThat(unsealed()).isEqualTo(3);
    round();
    assertThat(unsealed()).isZero();
  }

  @Test
  void replicas_that_seal_at_once_seal_each_row_once() {
    record(200);
    Flux.range(0, 8).flatMap(_ -> log.seal().onErrorReturn(0), 8).blockLast(Duration.ofSeconds(30));
    round();
    assertThat(unsealed()).isZero();
    assertThat(verified().sound()).isTrue();
  }

  @Test
  void a_row_changed_by_the_superuser_is_named_to_an_outsider() throws SQLException {
    record(10);
    round();
    long place = size() - 4;
    undone(
        "update audit_record set actor = 'nobody' where id = (select record from audit_leaf where index = "
            + place
            + ")",
        "update audit_record set actor = 'be-federal-police:1' where actor = 'nobody'",
        () ->
            assertThat(verified().findings())
                .anySatisfy(s -> assertThat(s).startsWith("record " + place + " was changed")));
  }

  @Test
  void a_row_deleted_by_the_superuser_is_named_to_an_outsider() throws SQLException {
    record(10);
    round();
    long place = size() - 7;
    undone(
        """
        create table kept_row as select * from audit_record where id = (select record from audit_leaf where index = %1$d);
        delete from audit_record where id = (select record from audit_leaf where index = %1$d)
        """
            .formatted(place),
        "insert into audit_record select * from kept_row; drop table kept_row",
        () ->
            assertThat(verified().findings())
                .containsExactly("record " + place + " is missing: it was deleted"));
  }

  @Test
  void the_last_hour_deleted_with_its_hashes_is_missed_by_a_witness() throws SQLException {
    record(10);
    round();
    List<String> heldByWitness = heads();
    long size = size();
    undone(
        """
        create table kept_leaf as select * from audit_leaf where index >= (select size - 5 from audit_log);
        create table kept_subject as select * from audit_subject where index >= (select size - 5 from audit_log);
        delete from audit_subject where index >= (select size - 5 from audit_log);
        delete from audit_leaf where index >= (select size - 5 from audit_log)
        """,
        """
        insert into audit_leaf select * from kept_leaf;
        insert into audit_subject select * from kept_subject;
        drop table kept_leaf; drop table kept_subject
        """,
        () ->
            assertThat(verified(heldByWitness).findings())
                .anySatisfy(
                    s ->
                        assertThat(s)
                            .startsWith("cut off at the end: the export has " + (size - 5))));
  }

  @Test
  void a_history_that_does_not_follow_what_was_signed_is_not_signed() {
    record(4);
    round();
    long signed = Objects.requireNonNull(notary.signed(SERVICE).block());
    assertThatThrownBy(() -> notary.sign(SERVICE, signed - 1, List.of(new byte[32])).block())
        .isInstanceOf(SignedBefore.class);
  }

  @Test
  void the_service_can_neither_change_nor_take_out_what_is_sealed() {
    record(1);
    round();
    for (String sql :
        List.of(
            "delete from audit_record",
            "update audit_leaf set hash = ''",
            "delete from audit_leaf",
            "delete from audit_head",
            "insert into audit_erased (index, act) values (0, 'x')",
            "update notarised_leaf set hash = ''")) {
      assertThatThrownBy(() -> database.executeAsService(sql))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () ->
                database.executeAsService(
                    "select erase_audit('CONSULTATION', interval '1 day', 10)"))
        .hasMessageContaining("a year or more");
  }
}
