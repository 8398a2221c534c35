package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two forms of the rule who of a controller sees an alert: before it is read, and of it. */
class VisibleTest {

  private static final String WRITER = "be-federal-police:be-second";
  private static final String NAMED = "be-federal-police:be-named";

  @Test
  void bothFormsOfTheRuleSayTheSameOfEverybody() {
    Alerts alerts = Ports.BEANR.bean(Alerts.class);
    List<Boolean> seen = new ArrayList<>();
    for (String id : drafts()) {
      Alert alert = alerts.find(id).blockOptional().orElseThrow();
      for (String organisation : List.of("be-federal-police", "nl-customs", "")) {
        for (String person : List.of(WRITER, NAMED, "be-federal-police:be-other", "")) {
          boolean before = alerts.visible(id, organisation, person).blockOptional().isPresent();
          assertThat(before)
              .as("%s to %s of %s", alert.content(), person, organisation)
              .isEqualTo(alert.visibleTo(organisation, person));
          seen.add(before);
        }
      }
    }
    assertThat(seen).contains(true, false);
  }

  private static List<String> drafts() {
    String named = "[\"" + NAMED + "\"]";
    return List.of(
        draft(Ports.draft("GREEN", "[]")),
        draft(Ports.draft("AMBER", "[{\"organisation\":\"nl-customs\"}]")),
        draft(Ports.draft("RED", "[]", "persons", named)),
        draft(Ports.draft("AMBER", "[]", "persons", named, "actionOn", "\"observe\"")),
        edited(draft(Ports.draft("RED", "[]", "persons", named))));
  }

  private static String draft(String body) {
    Api.Answer drafted = Ports.BE_SECOND.draft(body);
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    return drafted.text("/id");
  }

  private static String edited(String id) {
    Api named = Api.person(Ports.BEANR, "be-named", "be-federal-police", "intel-officer");
    String other = "[\"be-federal-police:be-chief\"]";
    Api.Answer edited = named.edit(id, 1, Ports.draft("RED", "[]", "persons", other));
    assertThat(edited.status()).as(edited.raw().body()).isEqualTo(200);
    return id;
  }
}
