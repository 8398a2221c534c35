package io.quarkus.bootstrap.runner;

import eu.portsalliance.local.frontdoor.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stands in for Keycloak: it can be built and started, is healthy, and gives anybody a token. */
final class QuarkusEntryPoint {
  private QuarkusEntryPoint() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("build")) {
      Path home = Path.of(System.getProperty("kc.home.dir"));
      Files.createTempFile(home, "built-by-", "");
      StandIn.hold("keycloak");
      return;
    }
    for (String port : List.of("KC_HTTP_PORT", "KC_HTTP_MANAGEMENT_PORT")) {
      StandIn.serve(Integer.parseInt(System.getenv(port)));
    }
  }
}
