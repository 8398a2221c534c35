package eu.portsalliance.e2e;

import eu.portsalliance.local.Alliance;
import eu.portsalliance.local.InstanceState;
import eu.portsalliance.local.Options;
import eu.portsalliance.local.client.AllianceFile;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The running alliance under test. Without one every test fails and says how to get one. */
final class TheAlliance {
  private TheAlliance() {}

  /** Where it is and with what one signs in. */
  static AllianceFile file() {
    try {
      return AllianceFile.named();
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new IllegalStateException(
          "These tests look at a running alliance and find none: run ./alliance test, which starts one and names its alliance.json in alliance.file.",
          e);
    }
  }

  /** The hand on its processes: to stop, start and look at parts, never to bring it up or down. */
  static Alliance control() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("ALLIANCE_STATE", file().path().toAbsolutePath().resolveSibling("").toString());
    return Alliance.of(Options.fromEnvironment(environment));
  }

  static boolean isHealthy() {
    return parts().allMatch(part -> part.condition() == InstanceState.Condition.HEALTHY);
  }

  /** The names of all parts that are a JVM: every process but the database's. */
  static List<String> processes() {
    return parts()
        .filter(part -> ProcessHandle.of(part.pid()).filter(TheAlliance::isJava).isPresent())
        .map(InstanceState.Part::name)
        .toList();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  /** One part as its supervisor sees it now. */
  static InstanceState.Part part(String name) {
    return control()
        .running()
        .flatMap(instance -> instance.part(name))
        .orElseThrow(() -> new IllegalStateException("the alliance has no running part " + name));
  }

  private static Stream<InstanceState.Part> parts() {
    return control().running().stream().flatMap(instance -> instance.parts().stream());
  }
}
