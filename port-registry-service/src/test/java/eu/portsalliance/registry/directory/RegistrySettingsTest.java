package eu.portsalliance.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.access.Locode;
import eu.portsalliance.registry.testing.TestKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistrySettingsTest {

  private static final String KEY = TestKeys.ROTTERDAM.thumbprint();
  private static final String OTHER = TestKeys.HAMBURG.thumbprint();
  private static final Map<String, String> LEAST =
      Map.of(
          "alliance.registry.root-key-file",
          "/keys/root.jwk.json",
          "alliance.registry.approved-keys.NLRTM",
          KEY);

  @Test
  void theDefaultsAreThese() {
    assertThat(bind(LEAST))
        .isEqualTo(
            new RegistrySettings(
                Path.of("/keys/root.jwk.json"),
                Map.of("NLRTM", Set.of(KEY)),
                Duration.ofMinutes(25),
                Duration.ofDays(365),
                RegistrySettings.Tenants.NONE));
  }

  @Test
  void anUnknownKeyStopsTheStart() {
    assertThatThrownBy(() -> bind(with("alliance.registry.aproved-keys.NLRTM", KEY)))
        .isInstanceOf(BindException.class);
  }

  @Test
  void aReissueThatComesTooLateStopsTheStart() {
    assertThatThrownBy(() -> bind(with("alliance.registry.reissue-after", "PT31M")))
        .rootCause()
        .hasMessageContaining("PT1M to PT30M");
  }

  @Test
  void aKeyThatSoonEndsStopsTheStart() {
    assertThatThrownBy(() -> bind(with("alliance.registry.key-validity", "P1D")))
        .rootCause()
        .hasMessageContaining("P60D");
  }

  @Test
  void aListApprovesAKeyForItsPortOnly() {
    FoundingList list = list(Map.of("NLRTM", Set.of(KEY)));

    assertThat(list.approves(new Locode("NLRTM"), KEY)).isTrue();
    assertThat(list.approves(new Locode("DEHAM"), KEY)).isFalse();
    assertThat(list.approves(new Locode("NLRTM"), OTHER)).isFalse();
  }

  @Test
  void anEmptyListStopsTheStart() {
    assertThatThrownBy(() -> list(Map.of())).hasMessageContaining("approved-keys is empty");
  }

  @Test
  void oneKeyForTwoPortsStopsTheStart() {
    assertThatThrownBy(() -> list(Map.of("NLRTM", Set.of(KEY), "DEHAM", Set.of(KEY))))
        .hasMessageContaining("one key stands twice");
  }

  @Test
  void whatIsNoThumbprintStopsTheStart() {
    assertThatThrownBy(() -> list(Map.of("NLRTM", Set.of("abc"))))
        .hasMessageContaining("43 characters");
  }

  private static FoundingList list(Map<String, Set<String>> approved) {
    return new FoundingList(
        new RegistrySettings(
            Path.of("x"),
            approved,
            Duration.ofMinutes(25),
            Duration.ofDays(365),
            RegistrySettings.Tenants.NONE));
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> properties = new HashMap<>(LEAST);
    properties.put(key, value);
    return properties;
  }

  private static RegistrySettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind(
            "alliance.registry",
            Bindable.of(RegistrySettings.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
        .get();
  }
}
