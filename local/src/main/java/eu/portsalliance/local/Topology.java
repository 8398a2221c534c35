package eu.portsalliance.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which processes an instance runs and where each listens. */
record Topology(List<Node> nodes) {

  /** One service process. {@code port} is empty on the alliance plane. */
  record Node(String name, Service service, Optional<FoundingPort> port, int listens) {

    String address() {
      return "http://127.0.0.1:" + listens;
    }

    Optional<String> database() {
      if (!service.hasDatabase()) {
        return Optional.empty();
      }
      return Optional.of(port.map(at -> at.lower() + "_" + service.word()).orElse(service.word()));
    }
  }

  /** The order is that of starting: what others wait for comes first. */
  static Topology of(Options options, Addresses addresses) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node("identity", Service.IDENTITY, Optional.empty(), addresses.free()));
    nodes.add(new Node("registry", Service.REGISTRY, Optional.empty(), addresses.free()));
    for (FoundingPort port : options.ports()) {
      for (Service service : List.of(Service.INTEL, Service.RISK)) {
        nodes.add(new Node(name(port, service), service, Optional.of(port), addresses.free()));
      }
    }
    for (FoundingPort port : options.ports()) {
      nodes.add(
          new Node(
              name(port, Service.GATEWAY),
              Service.GATEWAY,
              Optional.of(port),
              options.gatewayPort(port)));
    }
    nodes.add(
        new Node(
            "alliance-gateway", Service.GATEWAY, Optional.empty(), options.allianceGatewayPort()));
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
