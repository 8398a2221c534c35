package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Twenty calls at the same moment. */
class ParallelTest {
  private static final int CALLS = 20;

  @Test
  void twenty_calls_of_one_session_are_all_answered() throws Exception {
    Api analyst =
        Person.signIn(TheAlliance.file(), "nl-analyst", "NLRTM")
            .api()
            .working("crime-prevention", "E2E-2026/3");
    List<Answer> answers = together(() -> analyst.get(Alerts.PATH + "?limit=5"));
    assertThat(answers).extracting(Answer::status).containsOnly(200);
  }

  @Test
  void twenty_times_the_same_act_is_one_act() throws Exception {
    Api analyst = Callers.person("be-analyst", "BEANR");
    String key = UUID.randomUUID().toString();
    Map<String, Object> draft = Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("BEANR")));
    List<Answer> answers = together(() -> analyst.post(Alerts.PATH, draft, key));
    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers).extracting(Answer::json).containsOnly(answers.getFirst().json());
  }

  @Test
  void of_twenty_officers_hands_on_one_draft_one_releases_it() throws Exception {
    Api officer = Callers.person("be-officer", "BEANR");
    var draft =
        Alerts.draft(
            Callers.person("be-analyst", "BEANR"),
            Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM"))));
    List<Answer> answers = together(() -> Alerts.release(officer, draft));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 409);
    Api reader = Callers.person("nl-analyst", "NLRTM");
    Waiting.until(() -> Alerts.ids(reader).contains(Alerts.id(draft)));
    assertThat(Alerts.ids(reader)).containsOnlyOnce(Alerts.id(draft));
  }

  private static List<Answer> together(Callable<Answer> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> calls = threads.invokeAll(Collections.nCopies(CALLS, call));
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> one : calls) {
        answers.add(one.get());
      }
      return answers;
    }
  }
}
