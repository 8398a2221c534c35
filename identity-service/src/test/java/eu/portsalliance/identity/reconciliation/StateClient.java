package eu.portsalliance.identity.reconciliation;

import eu.portsalliance.testkit.ContractClient;
import eu.portsalliance.testkit.ContractClient.Answer;

/** Reads the state over HTTP. */
final class StateClient {

  private static final String PATH = "/api/identity/state";

  private final ContractClient http;

  StateClient(int port) {
    this.http = new ContractClient(port);
  }

  Answer state(String authorization) {
    return authorization.isEmpty()
        ? http.get(PATH)
        : http.get(PATH, "Authorization", authorization);
  }

  int status(String path) {
    return http.outsideContract("GET", path).status();
  }
}
