package eu.portsalliance.intel.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The originator's word where an edition is made of an edition. */
class SecondEditionTest extends Asking {

  @Test
  void theOriginatorsWordBindsAnEditionOfTheEditionToo() {
    String alert = held("AMBER", TO_NLRTM, "H2");
    answered(asked(alert), true);
    String first = edition(alert, "AMBER", TO_POLICE).text("/alert/id");
    assertThat(Ports.NL_OFFICER.release(first, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_ANALYST.sees(first));

    // its own people write the second one: their own conditions do not bind them, the first ones do
    refused(edition(first, "GREEN", "[]"), "tlp");
    refused(edition(first, "AMBER", TO_HAMBURG), "audience");
    refused(
        Ports.NL_ANALYST.act(first, "editions", Ports.draft("AMBER", TO_POLICE)), "handlingCode");
    String second = edition(first, "AMBER", TO_POLICE).text("/alert/id");
    Ports.NL_ANALYST.edit(second, 1, withheld("AMBER", TO_HAMBURG));
    refused(Ports.NL_OFFICER.release(second, 2), "audience");

    // nor do they let those who have it go further than they may themselves
    Api police = Api.person(Ports.NLRTM, "np-analyst", "nl-seaport-police", "intel-analyst");
    Api officer = Api.person(Ports.NLRTM, "np-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(first));
    assertThat(police.act(first, "editions", withheld("AMBER", TO_HAMBURG)).status())
        .isEqualTo(403);
    String request = police.draft(wish(first, "nl-customs", "de-customs")).text("/id");
    assertThat(officer.release(request, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_ANALYST.sees(request));
    refused(Ports.NL_ANALYST.draft(answer(request, true, "NLRTM")), "consent");
    assertThat(Ports.NL_ANALYST.draft(answer(request, false, "NLRTM")).status()).isEqualTo(201);
  }
}
