package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import eu.portsalliance.local.demo.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The port that alerts: one person drafts, another releases. */
final class Antwerp {
  private static final int AT_ONCE = 4;
  private static final int CREATED = 201;
  private static final List<Map<String, String>> AUDIENCE =
      List.of(Map.of("port", "NLRTM"), Map.of("port", "DEHAM"));

  private final Api analyst;
  private final Api officer;

  private Antwerp(Api analyst, Api officer) {
    this.analyst = analyst;
    this.officer = officer;
  }

  /** An alert that waits for its release. */
  record Draft(String id, int version) {}

  static Antwerp signIn(AllianceFile file, String caseNumber) {
    return new Antwerp(
        Person.signIn(file, "be-analyst", "BEANR").api().working("crime-prevention", caseNumber),
        Person.signIn(file, "be-officer", "BEANR").api().working("crime-prevention", caseNumber));
  }

  /** Drafts an AMBER alert on each box, in their order. */
  List<Draft> draft(List<String> boxes) {
    List<Draft> drafts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Draft>> results =
          boxes.stream().map(box -> threads.submit(() -> draft(box))).toList();
      for (Future<Draft> result : results) {
        drafts.add(result.get());
      }
    } catch (ExecutionException e) {
      throw new Unmeasurable("Drafting failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasurable("It was interrupted.", e);
    }
    return drafts;
  }

  private Draft draft(String box) {
    Answer answer = analyst.post("/api/intel/alerts", Messages.alert(box, "AMBER", AUDIENCE));
    if (answer.status() != CREATED) {
      throw new Unmeasurable("Antwerp did not take a draft: " + answer);
    }
    return new Draft(answer.json().path("id").asString(), answer.json().path("version").asInt());
  }

  /** Releases one; the answer is the officer's. */
  Answer release(Draft draft) {
    return officer.post(
        "/api/intel/alerts/" + draft.id() + "/release", Map.of("version", draft.version()));
  }
}
