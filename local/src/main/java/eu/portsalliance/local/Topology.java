package eu.portsalliance.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which processes an instance runs and where each listens. */
record Topology(List<Node> nodes) {

  /** One service process. {@code port} is empty on the alliance plane. */
  record Node(String name, Service service, Optional<FoundingPort> port, String host, int listens) {

    String address() {
      return "http://" + host + ":" + listens;
    }

    Optional<String> database() {
      if (!service.hasDatabase()) {
        return Optional.empty();
      }
      return Optional.of(port.map(at -> at.lower() + "_" + service.word()).orElse(service.word()));
    }
  }

  private interface Place {
    Node of(String name, Service service, Optional<FoundingPort> port);
  }

  /** Processes of this machine. */
  static Topology of(Options options, Addresses addresses) {
    return of(
        options.ports(),
        (name, service, port) ->
            new Node(
                name,
                service,
                port,
                "127.0.0.1",
                service == Service.GATEWAY
                    ? port.map(options::gatewayPort).orElseGet(options::allianceGatewayPort)
                    : addresses.free()));
  }

  /** Containers of one network, each under its own name. */
  static Topology inContainers(List<FoundingPort> ports, int listens) {
    return of(ports, (name, service, port) -> new Node(name, service, port, name, listens));
  }

  /** The order is that of starting: what others wait for comes first. */
  private static Topology of(List<FoundingPort> ports, Place place) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(place.of("identity", Service.IDENTITY, Optional.empty()));
    nodes.add(place.of("registry", Service.REGISTRY, Optional.empty()));
    for (FoundingPort port : ports) {
      for (Service service : List.of(Service.INTEL, Service.RISK)) {
        nodes.add(place.of(name(port, service), service, Optional.of(port)));
      }
    }
    for (FoundingPort port : ports) {
      nodes.add(place.of(name(port, Service.GATEWAY), Service.GATEWAY, Optional.of(port)));
    }
    nodes.add(place.of("alliance-gateway", Service.GATEWAY, Optional.empty()));
    return new Topology(List.copyOf(nodes));
  }

  static String name(FoundingPort port, Service service) {
    return port.lower() + "-" + service.word();
  }

  Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no process " + name));
  }

  List<String> databases() {
    return nodes.stream().map(Node::database).flatMap(Optional::stream).toList();
  }
}
