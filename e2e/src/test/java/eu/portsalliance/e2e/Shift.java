package eu.portsalliance.e2e;

import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * People and machines that do the main job again and again while a test does something to the
 * alliance: a box is reported at Rotterdam, at Antwerp an analyst drafts an alert on it and an
 * officer releases it.
 */
final class Shift implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;
  private static final Duration NEXT = Duration.ofMinutes(2);

  private static final List<Meant> MEANT =
      List.of(
          new Meant(
              "AMBER",
              List.of(Drafts.port("NLRTM"), Drafts.port("DEHAM")),
              Set.of("NLRTM", "DEHAM")),
          new Meant("AMBER", List.of(Drafts.port("NLRTM")), Set.of("NLRTM")),
          new Meant("AMBER+STRICT", List.of(Drafts.organisation("de-customs")), Set.of("DEHAM")));

  /** After so many releases each kind of alert was among them. */
  static final int ROUND = MEANT.size();

  private final Journeys rotterdam;
  private final Api analyst = Callers.person("be-analyst", "BEANR");
  private final Api officer = Callers.person("be-officer", "BEANR");
  private final List<Released> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CompletableFuture<Void> work;

  /** For whom alerts are, and at which ports those are. */
  private record Meant(String tlp, List<Map<String, String>> audience, Set<String> ports) {}

  /** An alert that Antwerp has acknowledged as released. */
  record Released(String id, String box, Set<String> ports) {
    boolean isFor(String locode) {
      return ports.contains(locode);
    }
  }

  private Shift(Journeys rotterdam) {
    this.rotterdam = rotterdam;
    this.work = CompletableFuture.runAsync(this::work, task -> Thread.ofVirtual().start(task));
  }

  static Shift begin(Journeys rotterdam) {
    return new Shift(rotterdam);
  }

  /** Returns when so many more were released, each begun after this call. */
  void awaits(int more) {
    int before = done.size();
    Waiting.until(() -> work.isDone() || done.size() > before + more, NEXT);
    if (work.isDone()) {
      work.join();
    }
  }

  /** Everything that was acknowledged, once the last of it is. */
  List<Released> end() {
    over.countDown();
    work.join();
    return List.copyOf(done);
  }

  private void work() {
    try {
      for (int i = 0; !over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        done.add(release(MEANT.get(i % MEANT.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private Released release(Meant meant) {
    String box = rotterdam.arrived();
    JsonNode draft =
        Insistence.post(analyst, Alerts.PATH, Drafts.of(box, meant.tlp(), meant.audience())).json();
    Insistence.post(officer, Alerts.releasePath(draft), Alerts.version(draft));
    return new Released(Alerts.id(draft), box, meant.ports());
  }

  @Override
  public void close() {
    over.countDown();
  }
}
