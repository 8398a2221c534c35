package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutAnyVariableTheFixedAddressesAndThreePortsHold() {
    Options options = Options.fromEnvironment(Map.of("ALLIANCE_ROOT", "/repository"));
    assertThat(options)
        .isEqualTo(
            new Options(
                Path.of("/repository"),
                Path.of("/repository/.alliance"),
                Path.of("/repository/.alliance/installed"),
                0,
                List.of(FoundingPort.NLRTM, FoundingPort.BEANR, FoundingPort.DEHAM),
                Profile.DEVELOPMENT,
                Rig.NONE));
    assertThat(options.portal()).isEqualTo("http://localhost:8080");
    assertThat(options.issuer()).isEqualTo("http://localhost:8180/realms/alliance");
    assertThat(options.gateway(FoundingPort.DEHAM)).isEqualTo("http://localhost:8103");
  }

  @Test
  void theSupervisorReadsTheOptionsThatItWasStartedWith() {
    Options options =
        new Options(
            Path.of("/repository"),
            Path.of("/elsewhere"),
            Path.of("/installed"),
            1000,
            List.of(FoundingPort.BEANR),
            Profile.PRODUCTION,
            new Rig(
                Map.of("beanr", "http://127.0.0.1:4711", "registry", "http://127.0.0.1:4712"),
                Map.of("beanr-intel", Path.of("/patched"))));
    assertThat(Options.fromEnvironment(options.toEnvironment())).isEqualTo(options);
  }

  @Test
  void anOffsetThatIsNoNumberIsRefusedInOneSentence() {
    assertThatThrownBy(
            () ->
                Options.fromEnvironment(
                    Map.of("ALLIANCE_ROOT", "/repository", "ALLIANCE_PORT_OFFSET", "many")))
        .isInstanceOf(Refusal.class)
        .hasMessage("ALLIANCE_PORT_OFFSET must be a number, not 'many'.");
  }

  @Test
  void portsAreNamedInAnyCaseAndOnce() {
    assertThat(FoundingPort.parse("deham, NLRTM,nlrtm"))
        .containsExactly(FoundingPort.DEHAM, FoundingPort.NLRTM);
  }

  @Test
  void aPortThatIsNotKnownIsRefusedByName() {
    assertThatThrownBy(() -> FoundingPort.parse("nlrtm,frleh"))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("'frleh' is not a port");
  }
}
