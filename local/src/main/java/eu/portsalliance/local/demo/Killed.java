package eu.portsalliance.local.demo;

import eu.portsalliance.local.Waiting;
import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/**
 * Antwerp's exchange is killed while somebody writes: what it acknowledged is there afterwards, and
 * what it did not acknowledge is done once when it is asked again under the same Idempotency-Key.
 */
public final class Killed {
  private static final String PATH = "/api/intel/alerts";
  private static final int ENOUGH = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Api analyst;
  private final Exchange exchange;
  private final Narrator narrator;
  private final Queue<Written> acknowledged = new ConcurrentLinkedQueue<>();

  /** What is killed. */
  public interface Exchange {
    /** Without a word to it. */
    void kill();

    /** Returns when it is ready. */
    void start();
  }

  private record Write(String key, Map<String, Object> alert) {
    static Write fresh() {
      return new Write(
          UUID.randomUUID().toString(),
          Messages.alert(
              BoxNumber.fresh(ThreadLocalRandom.current()),
              "AMBER",
              List.of(Map.of("port", "NLRTM"))));
    }
  }

  private record Written(Write write, String id) {}

  /** What ended the writing: a write without an acknowledgement, and what came in its place. */
  private record Cut(Write write, String instead) {}

  private Killed(Api analyst, Exchange exchange, Narrator narrator) {
    this.analyst = analyst;
    this.exchange = exchange;
    this.narrator = narrator;
  }

  /** Ends with 0 when all is as it should be. */
  public static int tell(AllianceFile file, Exchange exchange, PrintStream out) {
    Narrator narrator = new Narrator(out);
    narrator.chapter("Antwerp's exchange is killed while somebody writes");
    try {
      Api analyst =
          Person.signIn(file, "be-analyst", "BEANR").api().working("crime-prevention", "KILLED-1");
      new Killed(analyst, exchange, narrator).tell();
      return 0;
    } catch (NotSo | IllegalStateException | UncheckedIOException | JacksonException e) {
      out.printf("%nNOT SO  %s%n", e.getMessage());
      return 1;
    }
  }

  private void tell() {
    CompletableFuture<Cut> writing = CompletableFuture.supplyAsync(this::writeUntilCut);
    Waiting.until(() -> acknowledged.size() >= ENOUGH || writing.isDone(), PATIENCE);
    if (writing.isDone()) {
      throw new NotSo("Antwerp should take drafts. Found: " + writing.join().instead());
    }
    exchange.kill();
    Cut cut = writing.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    narrator.note(
        "%d drafts were acknowledged, the next one not: %s"
            .formatted(acknowledged.size(), cut.instead()));
    long start = System.nanoTime();
    exchange.start();
    narrator.so("It is started again and ready", since(start));
    long look = System.nanoTime();
    acknowledged.forEach(this::isThereOnce);
    narrator.so("Each draft that it acknowledged is there, once", since(look));
    long again = System.nanoTime();
    Answer answer = send(cut.write());
    NotSo.unless(answer.status() == 201, "What was cut should be taken when sent again.", answer);
    isThereOnce(new Written(cut.write(), id(answer)));
    narrator.so("The one that was cut is there when it is sent again, once", since(again));
  }

  private Cut writeUntilCut() {
    while (true) {
      Write write = Write.fresh();
      try {
        Answer answer = send(write);
        if (answer.status() != 201) {
          return new Cut(write, answer.status() + " " + answer.problem());
        }
        acknowledged.add(new Written(write, id(answer)));
      } catch (UncheckedIOException e) {
        return new Cut(write, "no answer");
      }
    }
  }

  private void isThereOnce(Written written) {
    Answer read = analyst.get(PATH + "/" + written.id());
    NotSo.unless(read.status() == 200, "What was acknowledged should be there.", read);
    Answer again = send(written.write());
    NotSo.unless(
        again.status() == 201 && id(again).equals(written.id()),
        "Sent again it should be the same draft.",
        again);
  }

  private Answer send(Write write) {
    return analyst.post(PATH, write.alert(), write.key());
  }

  private static String id(Answer answer) {
    return answer.json().path("id").asString();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
