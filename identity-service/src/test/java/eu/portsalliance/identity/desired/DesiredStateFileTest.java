package eu.portsalliance.identity.desired;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.identity.Examples;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredStateFileTest {

  @Test
  void the_example_is_sound() {
    DesiredState state = Examples.read(Examples.text());

    assertThat(state.organisations()).hasSize(6);
    assertThat(state.brokers()).hasSize(3);
    assertThat(state.people().get(1).person())
        .isEqualTo("be-federal-police:5b0c9a52-0f7f-4c3b-8f3e-000000000003");
    assertThat(state.grants().getLast().client()).isEqualTo("alliance");
    assertThat(state.nextExpiry(Instant.EPOCH)).contains(Instant.parse("2027-06-30T22:00:00Z"));
    assertThat(state.nextExpiry(Instant.parse("2027-06-30T22:00:00Z"))).isEmpty();
  }

  @Test
  void an_end_of_a_grant_may_stand_without_quotes() {
    String unquoted = Examples.text().replace("\"2027-06-30T22:00:00Z\"", "2027-06-30T22:00:00Z");

    assertThat(Examples.read(unquoted)).isEqualTo(Examples.read(Examples.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: port-authority}                 | kind: pirate}                       | `kind` is one of
          kind: authority}                      | kind: authority, colour: red}       | unknown key `colour` at organisations[0].colour
          protocol: saml                        | protocol: carrier-pigeon            | neither oidc nor saml
          broker: de-customs,                   | broker: nl-customs,                 | broker of their organisation
          at: BEANR, roles: [intel-analyst]     | at: BEANR, roles: [gate]            | the role `gate` is none of a person
          roles: [port-integrator]              | roles: [intel-officer]              | the role `intel-officer` is none of a machine
          at: BEANR, roles: [intel-analyst]     | at: BEANR, roles: [auditor, tenant-admin] | nobody audits their own acts
          at: DEHAM                             | at: FRLEH                           | which is not in the file
          , until: "2027-06-30T22:00:00Z"       | , until:                            | `until` is missing
          locode: BEANR                         | locode: NLRTM                       | stands twice
          http://localhost:8101                 | http://localhost:8101/              | without a slash at its end
          http://localhost:8101                 | http://localhost:8101/*             | mend
          purpose: port-security                | purpose: curiosity                  | `purpose` is one of
          person: "be-federal-police:be-analyst" | person: "nl-customs:x"             | begins with the broker
          realm: alliance                       | realm: master                       | never `master`
          clientId: pcs-nlrtm                   | clientId: portal-nlrtm              | never begins with
          """)
  void what_is_not_sound_is_refused_with_a_sentence(String sound, String broken, String sentence) {
    String text = Examples.text();
    assertThat(text).contains(sound);

    DesiredStateFile.Reading reading = DesiredStateFile.read(text.replace(sound, broken));

    assertThat(reading)
        .isInstanceOfSatisfying(
            DesiredStateFile.Reading.Refused.class,
            refused -> assertThat(refused.reason()).contains(sentence));
  }

  @Test
  void a_refusal_never_quotes_a_secret() {
    String twice =
        Examples.text()
            .replace(
                "clientSecret: agency-be-secret",
                "clientSecret: agency-be-secret\n    clientSecret: agency-be-secret");
    String unbalanced = Examples.text().replace("portal-nlrtm-secret}", "portal-nlrtm-secret");

    for (String broken : new String[] {twice, unbalanced, "a: [", "", "just words"}) {
      assertThat(DesiredStateFile.read(broken))
          .isInstanceOfSatisfying(
              DesiredStateFile.Reading.Refused.class,
              refused -> assertThat(refused.reason()).doesNotContain("-secret"));
    }
  }

  @Test
  void a_desired_state_never_prints_its_secrets() {
    assertThat(Examples.read(Examples.text()).toString())
        .doesNotContain("portal-nlrtm-secret", "agency-be-secret", "pcs-nlrtm-secret");
  }

  @Property(tries = 300)
  void whatever_stands_in_the_file_it_is_read_or_refused(
      @ForAll @IntRange(max = 4000) int at, @ForAll @StringLength(max = 8) String noise) {
    String text = Examples.text();

    DesiredStateFile.Reading reading =
        DesiredStateFile.read(text.substring(0, at) + noise + text.substring(at));

    assertThat(reading).isNotNull();
  }
}
