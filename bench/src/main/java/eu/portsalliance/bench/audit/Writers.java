package eu.portsalliance.bench.audit;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.demo.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * People who draft alerts, each the next one as soon as the last one is kept: the shortest write
 * that the exchange has, so that one more row in its transaction weighs the most.
 */
final class Writers {
  private static final int AT_ONCE = 8;
  private static final int CREATED = 201;
  private static final double NANOS = 1e9;
  private static final String BOX = "CSQU3054383";
  private static final Map<String, Object> DRAFT =
      Messages.alert(BOX, "AMBER", List.of(Map.of("port", "NLRTM")));

  private Writers() {}

  /**
   * Drafts for a while.
   *
   * @param before how long until it counts: what is sealed while it counts then began before
   * @return drafts kept in a second
   */
  static double perSecond(Api analyst, Duration before, Duration counted) {
    long from = System.nanoTime() + before.toNanos();
    long to = from + counted.toNanos();
    LongAdder kept = new LongAdder();
    Callable<Void> writer =
        () -> {
          while (System.nanoTime() - to < 0) {
            draft(analyst);
            long now = System.nanoTime();
            if (now - from >= 0 && now - to < 0) {
              kept.increment();
            }
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Void> one :
          threads.invokeAll(Stream.generate(() -> writer).limit(AT_ONCE).toList())) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new Unmeasurable("Drafting failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasurable("It was interrupted.", e);
    }
    return kept.sum() / (counted.toNanos() / NANOS);
  }

  private static void draft(Api analyst) {
    Answer answer = analyst.post("/api/intel/alerts", DRAFT);
    if (answer.status() != CREATED) {
      throw new Unmeasurable("Antwerp did not take a draft: " + answer);
    }
  }
}
