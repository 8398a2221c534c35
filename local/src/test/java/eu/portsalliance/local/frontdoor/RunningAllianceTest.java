package eu.portsalliance.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.InstanceState.Part;
import eu.portsalliance.local.client.AllianceFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** On the alliance that the end-to-end tests use: the real services, as they run. */
@Tag("running")
class RunningAllianceTest {
  private static final Set<String> NO_SERVICES = Set.of("postgresql", "keycloak", "realm");

  @Test
  void everyServiceRunsFromItsStartUpCache() throws Exception {
    InstanceState state =
        JsonMapper.builder()
            .build()
            .readValue(
                Files.readString(AllianceFile.named().path().resolveSibling("state.json")),
                InstanceState.class);
    List<Part> services =
        state.parts().stream().filter(part -> !NO_SERVICES.contains(part.name())).toList();
    assertThat(services).hasSizeGreaterThanOrEqualTo(6);
    for (Part service : services) {
      // without the cache the JVM's own classes alone are shared, Spring's never; with it some
      // are read from their jars all the same, such as those that were not used in training
      assertThat(StartUpCache.share(StartUpCache.classes(service.pid(), "org.springframework.")))
          .as(service.name())
          .isGreaterThan(0.75);
    }
  }
}
