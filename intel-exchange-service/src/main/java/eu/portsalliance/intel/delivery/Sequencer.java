package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Columns;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Numbers what was committed (ADR 0004). Whoever has committed rows wakes it in the same process;
 * the clock finds what a dead process left behind. Any number of replicas may run it: the database
 * lets one at a time number.
 */
@Component
public class Sequencer implements SmartInitializingSingleton, DisposableBean {

  private static final int BATCH = 1000;
  private static final Duration SAFETY = Duration.ofSeconds(1);

  private final DatabaseClient database;
  private final Tails tails;
  private final Coalesced numbering;
  private Disposable clock = Disposables.disposed();

  Sequencer(DatabaseClient database, Tails tails) {
    this.database = database;
    this.tails = tails;
    this.numbering = new Coalesced("Numbering deliveries", Mono.defer(this::number));
  }

  private record Numbered(Map<String, Long> heads, long rows) {}

  /** Says that rows were committed. */
  public void wake() {
    numbering.trigger();
  }

  @Override
  public void afterSingletonsInstantiated() {
    clock =
        Flux.interval(SAFETY)
            .onBackpressureDrop()
            .subscribe(
                _ -> {
                  numbering.trigger();
                  tails.check();
                });
  }

  @Override
  public void destroy() {
    clock.dispose();
    numbering.stop();
  }

  Mono<Void> number() {
    return database
        .sql("select recipients, heads, numbered from sequence_deliveries(:batch)")
        .bind("batch", BATCH)
        .map(
            row ->
                numbered(
                    Columns.get(row, "recipients", String[].class),
                    Columns.get(row, "heads", Long[].class),
                    Columns.get(row, "numbered", Long.class)))
        .one()
        .doOnNext(this::told)
        .then();
  }

  private void told(Numbered numbered) {
    tails.heard(numbered.heads());
    if (numbered.rows() == BATCH) {
      numbering.trigger();
    }
  }

  private static Numbered numbered(String[] recipients, Long[] heads, long rows) {
    Map<String, Long> byClass = new HashMap<>();
    for (int i = 0; i < recipients.length; i++) {
      byClass.put(recipients[i], heads[i]);
    }
    return new Numbered(byClass, rows);
  }
}
