package eu.portsalliance.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The configuration of each process, as the YAML file that it is started with. */
final class Configurations {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final Site site;
  private final StateFolder state;
  private final Secrets secrets;
  private final Keys keys;
  private final Topology topology;
  private final String databaseServer;

  Configurations(
      Site site,
      StateFolder state,
      Secrets secrets,
      Keys keys,
      Topology topology,
      String databaseServer) {
    this.site = site;
    this.state = state;
    this.secrets = secrets;
    this.keys = keys;
    this.topology = topology;
    this.databaseServer = databaseServer;
  }

  static String yaml(Map<String, Object> document) {
    return YAML.writeValueAsString(document);
  }

  /** The whole document of one process. */
  Map<String, Object> of(Topology.Node node) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("server", Map.of("port", node.listens(), "address", "127.0.0.1"));
    Map<String, Object> spring = new LinkedHashMap<>();
    // an open stream must not hold up the end of a process
    spring.put("lifecycle", Map.of("timeout-per-shutdown-phase", "2s"));
    String server = site.detour("postgresql/" + node.name(), databaseServer);
    node.database().ifPresent(database -> database(spring, server, database));
    document.put("spring", spring);
    document.put("alliance", alliance(node));
    return document;
  }

  private void database(Map<String, Object> spring, String server, String database) {
    String owner = Databases.owner(database);
    spring.put(
        "r2dbc",
        ordered(
            "url",
            "r2dbc:postgresql://" + server + "/" + database,
            "username",
            database,
            "password",
            secrets.of("postgresql/" + database)));
    spring.put(
        "flyway",
        ordered(
            "url",
            "jdbc:postgresql://" + server + "/" + database,
            "user",
            owner,
            "password",
            secrets.of("postgresql/" + owner),
            "placeholders",
            Map.of("service_role", database)));
  }

  private Map<String, Object> alliance(Topology.Node node) {
    Map<String, Object> alliance = new LinkedHashMap<>();
    switch (node.service()) {
      case GATEWAY -> {
        alliance.put("gateway", gateway(node));
        node.port()
            .ifPresent(
                port ->
                    alliance.put(
                        "outage", Map.of("key-file", gatewayKey(port).privateFile().toString())));
      }
      case REGISTRY -> {
        Map<String, Object> access = access(node);
        access.put("any-port", true);
        alliance.put("access", access);
        alliance.put("registry", registry());
      }
      case IDENTITY -> {
        alliance.put("access", access(node));
        alliance.put("identity", identity());
      }
      case INTEL -> {
        FoundingPort port = node.port().orElseThrow();
        alliance.put("access", access(node));
        alliance.put("intel", intel(port));
        alliance.put("directory", directory());
        alliance.put(
            "local-services",
            Map.of("risk-service", keys.pair(port.lower() + "-risk").publicFile().toString()));
      }
      case RISK -> {
        FoundingPort port = node.port().orElseThrow();
        alliance.put("access", access(node));
        alliance.put("risk", risk(port));
        alliance.put("directory", directory());
      }
    }
    return alliance;
  }

  private Map<String, Object> access(Topology.Node node) {
    Map<String, Object> access = new LinkedHashMap<>();
    node.port().ifPresent(port -> access.put("port", port.locode()));
    access.put("issuer", site.issuer());
    access.put(
        "jwk-set-uri",
        site.detour("keycloak", site.keycloak())
            + "/realms/alliance/protocol/openid-connect/certs");
    access.put("hash-key", secrets.hashKey("hash/" + node.name()));
    node.port()
        .ifPresent(
            port -> access.put("gateway-key-file", gatewayKey(port).publicFile().toString()));
    return access;
  }

  /** With it the gateway of a port extends tokens while the issuer is away. */
  private Keys.Pair gatewayKey(FoundingPort port) {
    return keys.pair(port.lower() + "-gateway");
  }

  private Map<String, Object> intel(FoundingPort port) {
    return ordered(
        "signing-key-file", keys.pair(port.lower()).privateFile().toString(),
        "registry", site.detour("registry", topology.node("registry").address()),
        "address", site.detour(port.lower(), site.gateway(port)));
  }

  private Map<String, Object> risk(FoundingPort port) {
    return ordered(
        "signing-key-file", keys.pair(port.lower() + "-risk").privateFile().toString(),
        "exchange", topology.node(Topology.name(port, Service.INTEL)).address());
  }

  private Map<String, Object> directory() {
    return Map.of("root-key-file", keys.pair("root").publicFile().toString());
  }

  private Map<String, Object> registry() {
    Map<String, Object> approved = new LinkedHashMap<>();
    for (FoundingPort port : site.ports()) {
      approved.put(port.locode(), keys.pair(port.lower()).thumbprint());
    }
    return ordered(
        "root-key-file", keys.pair("root").privateFile().toString(),
        "approved-keys", approved,
        "tenants", ordered("alliance", site.portal(), "agencies", agencies()));
  }

  private Map<String, Object> identity() {
    return ordered(
        // as browsers know it, also in a rig: the realm's own addresses are made of it
        "keycloak", site.keycloak(),
        "client-id", Keycloak.ADMINISTRATOR,
        "client-secret", secrets.of("client/" + Keycloak.ADMINISTRATOR),
        "desired-state", desiredState().toString());
  }

  java.nio.file.Path desiredState() {
    return state.secrets().resolve("desired-state.yaml");
  }

  private Map<String, Object> gateway(Topology.Node node) {
    String name = node.port().map(FoundingPort::lower).orElse("alliance");
    Map<String, Object> services = new LinkedHashMap<>();
    services.put("registry", topology.node("registry").address());
    node.port()
        .ifPresentOrElse(
            port -> {
              services.put("intel", topology.node(Topology.name(port, Service.INTEL)).address());
              services.put("risk", topology.node(Topology.name(port, Service.RISK)).address());
            },
            () -> services.put("identity", topology.node("identity").address()));
    return ordered(
        "name", name,
        "title", node.port().map(FoundingPort::title).orElse("Alliance"),
        "public-url", node.port().map(site::gateway).orElseGet(site::portal),
        "services", services,
        "sign-in",
            ordered(
                "client-id", "portal-" + name,
                "client-secret", secrets.of("client/portal-" + name),
                "issuer", site.issuer()),
        "ports",
            site.ports().stream()
                .map(
                    port ->
                        ordered(
                            "locode", port.locode(),
                            "title", port.title(),
                            "url", site.gateway(port)))
                .toList(),
        "agencies", agencies());
  }

  private static List<Map<String, Object>> agencies() {
    return Cast.AGENCIES.stream()
        .map(agency -> ordered("alias", agency.alias(), "name", agency.name()))
        .toList();
  }

  /** A map that keeps the order in which a reader would want the keys. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Object> all = List.of(pairs);
    for (int i = 0; i < all.size(); i += 2) {
      map.put(all.get(i).toString(), all.get(i + 1));
    }
    return map;
  }
}
