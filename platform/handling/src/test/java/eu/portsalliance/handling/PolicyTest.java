package eu.portsalliance.handling;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.handling.Decision.Permitted;
import eu.portsalliance.handling.Decision.Reason;
import eu.portsalliance.handling.Decision.Refused;
import eu.portsalliance.handling.Decision.Restricted;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

  private static final String NAMED = "de-customs";

  @ParameterizedTest(name = "{0} is read by a {2} of {1}: {3}")
  @CsvSource({
    "CLEAR,        nl-customs, AUTHORITY, yes",
    "CLEAR,        ect,        OPERATOR,  yes",
    "GREEN,        nl-customs, AUTHORITY, yes",
    "GREEN,        ect,        OPERATOR,  yes",
    "AMBER,        de-customs, AUTHORITY, yes",
    "AMBER,        nl-customs, AUTHORITY, no",
    "AMBER,        ect,        OPERATOR,  no",
    "AMBER_STRICT, de-customs, AUTHORITY, yes",
    "AMBER_STRICT, nl-customs, AUTHORITY, no",
    "RED,          de-customs, AUTHORITY, no",
  })
  void the_tlp_label_says_who_reads(
      Tlp tlp, String organisation, OrganisationKind kind, String answer) {
    Decision decision =
        Policy.decide(marked(tlp, ActionOn.CONTROL), person("x:1", organisation, kind), Use.READ);
    assertThat(decision instanceof Permitted).isEqualTo(answer.equals("yes"));
  }

  @Test
  void a_kind_that_only_a_newer_directory_knows_is_none_here() {
    assertThat(OrganisationKind.of("authority")).contains(OrganisationKind.AUTHORITY);
    assertThat(OrganisationKind.of("customs-broker")).isEmpty();
  }

  @Test
  void the_controller_reads_its_own_object_without_being_in_the_audience() {
    assertThat(
            Policy.decide(
                marked(Tlp.AMBER_STRICT, ActionOn.INFORM),
                person("be:1", "be-federal-police", OrganisationKind.AUTHORITY),
                Use.READ))
        .isInstanceOf(Permitted.class);
  }

  @Test
  void an_operator_reads_amber_only_when_named() {
    Markings object =
        new Markings(
            Tlp.AMBER, Set.of("ect"), Set.of(), HandlingCode.H0, ActionOn.INFORM, "c", "BEANR");
    assertThat(Policy.decide(object, person("x:1", "ect", OrganisationKind.OPERATOR), Use.READ))
        .isInstanceOf(Permitted.class);
    assertThat(Policy.decide(object, person("x:1", "rwg", OrganisationKind.OPERATOR), Use.READ))
        .isEqualTo(new Refused(Reason.OPERATOR_NOT_NAMED));
  }

  @Test
  void red_is_read_by_the_named_persons_alone() {
    Markings red = marked(Tlp.RED, ActionOn.INFORM);
    assertThat(Policy.decide(red, person("de:7", NAMED, OrganisationKind.AUTHORITY), Use.READ))
        .isInstanceOf(Permitted.class);
    assertThat(Policy.decide(red, person("de:8", NAMED, OrganisationKind.AUTHORITY), Use.READ))
        .isEqualTo(new Refused(Reason.NOT_A_NAMED_PERSON));
  }

  @ParameterizedTest
  @EnumSource(Use.class)
  void red_never_reaches_a_machine_nor_a_score(Use use) {
    Recipient machine = Recipient.organisation(NAMED, OrganisationKind.AUTHORITY, "DEHAM");
    assertThat(Policy.decide(marked(Tlp.RED, ActionOn.CONTROL), machine, use))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = ActionOn.class,
      names = {"INFORM", "ASK", "OBSERVE"})
  void only_control_and_discreet_enter_a_score(ActionOn action) {
    assertThat(
            Policy.decide(
                marked(Tlp.GREEN, action),
                person("de:7", NAMED, OrganisationKind.AUTHORITY),
                Use.SCORE))
        .isEqualTo(new Refused(Reason.NO_EFFECT_ON_SCORE));
  }

  @Test
  void
      a_risk_analyst_of_another_authority_is_sent_to_the_desk_for_amber_and_told_nothing_of_strict() {
    Recipient analyst =
        new Recipient(
            Optional.of("nl:1"),
            "nl-customs",
            OrganisationKind.AUTHORITY,
            "NLRTM",
            Set.of("risk-analyst"));
    assertThat(Policy.decide(marked(Tlp.AMBER, ActionOn.CONTROL), analyst, Use.REASON))
        .isEqualTo(new Restricted("NLRTM"));
    assertThat(Policy.decide(marked(Tlp.AMBER_STRICT, ActionOn.CONTROL), analyst, Use.REASON))
        .isEqualTo(new Refused(Reason.NOT_IN_AUDIENCE));
  }

  @Test
  void observe_is_delivered_nowhere_and_read_by_named_persons() {
    Markings observe = marked(Tlp.AMBER, ActionOn.OBSERVE);
    assertThat(
            Policy.decide(
                observe,
                Recipient.organisation(NAMED, OrganisationKind.AUTHORITY, "DEHAM"),
                Use.DELIVER))
        .isInstanceOf(Refused.class);
    assertThat(Policy.decide(observe, person("de:7", NAMED, OrganisationKind.AUTHORITY), Use.READ))
        .isInstanceOf(Permitted.class);
  }

  private static Markings marked(Tlp tlp, ActionOn action) {
    return new Markings(
        tlp, Set.of(NAMED), Set.of("de:7"), HandlingCode.H0, action, "be-federal-police", "BEANR");
  }

  private static Recipient person(String person, String organisation, OrganisationKind kind) {
    return new Recipient(Optional.of(person), organisation, kind, "DEHAM", Set.of("intel-reader"));
  }
}
