package eu.portsalliance.local;

import java.util.List;

/** An alliance in containers of one network: every part has its own name. */
record ContainerSite(List<FoundingPort> ports) implements Site {
  static final int HTTP = 8080;
  static final int KEYCLOAK = 8180;
  static final String SUBNET = "172.30.77";
  static final String NETWORK = SUBNET + ".0/24";

  ContainerSite {
    ports = List.copyOf(ports);
  }

  @Override
  public String portal() {
    return "http://alliance-gateway:" + HTTP;
  }

  @Override
  public String keycloak() {
    return "http://" + Keycloak.PART + ":" + KEYCLOAK;
  }

  @Override
  public String gateway(FoundingPort port) {
    return "http://" + Topology.name(port, Service.GATEWAY) + ":" + HTTP;
  }
}
