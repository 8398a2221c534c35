package eu.portsalliance.intel.standing;

import static eu.portsalliance.intel.standing.Standing.NOW;
import static eu.portsalliance.intel.standing.Standing.release;
import static eu.portsalliance.intel.standing.StandingRelease.Type.LOOK;
import static eu.portsalliance.intel.standing.StandingRelease.Type.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingReleasesTest {
  private static final String PATH = "/api/intel/audit/standing-releases";
  private static final Locode BEANR = new Locode("BEANR");

  @Test
  void aReleaseHoldsForItsTypeItsPortsUpToItsCeilingAndUntilItsEnd() {
    StandingReleases one = Standing.of(RECEIPT, "BEANR", Tlp.AMBER);
    assertThat(one.markings(RECEIPT, BEANR)).containsExactly("CLEAR", "GREEN", "AMBER");
    assertThat(one.markings(LOOK, BEANR)).isEmpty();
    assertThat(one.markings(RECEIPT, new Locode("DEHAM"))).isEmpty();

    StandingReleases over = Standing.of(release(RECEIPT, "BEANR", Tlp.AMBER, NOW));
    assertThat(over.markings(RECEIPT, BEANR)).isEmpty();
    assertThat(Standing.of().markings(RECEIPT, BEANR)).isEmpty();
  }

  @Test
  void aReleaseThatTwoPeopleDidNotApproveStopsTheStart() {
    refused("approved-by", Tlp.AMBER, "BEANR", "nl-customs:one", "nl-customs:one");
    refused("approved-by", Tlp.AMBER, "BEANR", "nl-customs:one");
    refused("approved-by", Tlp.AMBER, "BEANR", "nl-customs:one", "somebody");
    refused("ceiling", Tlp.RED, "BEANR", "nl-customs:one", "nl-customs:two");
    refused("audience", Tlp.AMBER, "everybody", "nl-customs:one", "nl-customs:two");
  }

  @Test
  void auditorsSeeThemAndNobodyElse() {
    Api auditor = Api.person(Ports.NLRTM, "nl-auditor", "nl-customs", "auditor");

    Api.Answer answer = auditor.get(PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/items").valueStream().map(i -> i.path("type").asString()))
        .containsExactly("receipt", "look", "collision");
    assertThat(answer.text("/items/0/ceiling")).isEqualTo("AMBER+STRICT");
    assertThat(answer.json().at("/items/0/inForce").booleanValue()).isTrue();
    assertThat(answer.json().at("/items/0/approvedBy")).hasSize(2);
    assertThat(Ports.NL_OFFICER.get(PATH).status()).isEqualTo(403);
  }

  private static void refused(String field, Tlp ceiling, String port, String... people) {
    assertThatThrownBy(
            () -> new StandingRelease(RECEIPT, Set.of(port), ceiling, NOW, List.of(people)))
        .hasMessageStartingWith("alliance.intel.standing-releases: " + field + " ");
  }
}
