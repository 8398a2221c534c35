package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.alert.ContainerNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** In transactions that are rolled back, so that the desk of the running port sees none of it. */
class LookLogTest {

  private final DatabaseClient database = Ports.NLRTM.bean(DatabaseClient.class);
  private final LookLog log = Ports.NLRTM.bean(LookLog.class);

  @Test
  void thePersonsBoxWaitsOnceHoweverOftenItIsLookedFor() {
    Caller one = caller("nl-" + UUID.randomUUID());
    Caller other = caller("nl-" + UUID.randomUUID());
    Set<ContainerNumber> boxes =
        Set.of(new ContainerNumber("LOOK0000001"), new ContainerNumber("LOOK0000002"));

    List<Long> waiting =
        rolledBack(
            log.looked(one, boxes)
                .then(log.looked(one, boxes))
                .then(log.looked(other, boxes))
                .thenMany(count("look_waiting where container like 'LOOK000000%'")));

    assertThat(waiting).containsExactly(4L);
  }

  @Test
  void oneRoundHoldsAllThatWaitsAgainstTheAlerts() {
    List<Long> waiting =
        rolledBack(
            run("""
                insert into look_waiting (id, source, container, organisation, at)
                select gen_random_uuid(), 'round ' || n, 'LOOK1000001', 'nl-customs', now() from generate_series(1, 450) n
                """)
                .then(log.tell())
                .thenMany(count("look_waiting where source like 'round %'")));

    assertThat(waiting).containsExactly(0L);
  }

  @Test
  void manyAlertsOfOnePortDoNotHideThatOfAnother() {
    List<Long> due =
        rolledBack(
            run("""
                insert into look_waiting (id, source, container, organisation, at)
                values (gen_random_uuid(), 'hidden', 'LOOK2000001', 'nl-customs', now())
                """)
                .then(alerts("DEHAM", 1))
                .then(alerts("BEANR", 60))
                .then(log.tell())
                .thenMany(
                    Flux.concat(
                        count("look_due where source = 'hidden' and port = 'DEHAM'"),
                        count("look_due where source = 'hidden' and port = 'BEANR'"))));

    assertThat(due).containsExactly(1L, 50L);
  }

  private Mono<Long> alerts(String port, int many) {
    return run("""
        insert into object_versions (id, modified, version, origin, controller, jws_header, payload, jws_signature)
        select 'indicator--%1$s-' || n, now(), 1, '%1$s', 'x', '', '', '' from generate_series(1, %2$d) n
        """
            .formatted(port, many))
        .then(
            run(
                """
                insert into alert_index
                  (object_id, modified, place, kind, tlp, audience, persons, handling_code, action_on, regime,
                   controller, origin, valid_until, terms, recipients, words)
                select 'indicator--%1$s-' || n, now(), nextval('alert_index_place'), 'x', 'GREEN', '{}', '{}',
                       'H0', 'INFORM', 'LED', 'x', '%1$s', now() + interval '1 day', '{container:LOOK2000001}', '{}', ''
                  from generate_series(1, %2$d) n
                """
                    .formatted(port, many)));
  }

  private Mono<Long> run(String sql) {
    return database.sql(sql).fetch().rowsUpdated();
  }

  private Flux<Long> count(String what) {
    return database
        .sql("select count(*) as n from " + what)
        .map(row -> Columns.get(row, "n", Long.class))
        .all();
  }

  private static List<Long> rolledBack(Flux<Long> work) {
    return Ports.NLRTM
        .bean(TransactionalOperator.class)
        .execute(
            status -> {
              status.setRollbackOnly();
              return work;
            })
        .collectList()
        .blockOptional(Duration.ofSeconds(20))
        .orElseThrow();
  }

  private static Caller caller(String name) {
    return new Caller(
        name,
        "nl-customs:" + name,
        Optional.of("nl-customs:" + name),
        "nl-customs",
        Optional.of(Ports.NLRTM.self()),
        Set.of("intel-reader"),
        Set.of(),
        false,
        Instant.MAX,
        Optional.empty());
  }
}
