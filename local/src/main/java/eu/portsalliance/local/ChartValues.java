package eu.portsalliance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator would give the charts for an alliance in containers: values, and the Secrets
 * that docs/operations/install.md tells to make. Whatever is not here is as the charts are shipped.
 */
final class ChartValues {
  private static final String AUTHORITY = "postgresql-authority";

  private final ContainerSite site;
  private final Secrets secrets;
  private final Keys keys;
  private final int databasePort;

  ChartValues(ContainerSite site, Secrets secrets, Keys keys, int databasePort) {
    this.site = site;
    this.secrets = secrets;
    this.keys = keys;
    this.databasePort = databasePort;
  }

  /** The folder of the chart of a port, or of the alliance plane. */
  static String chart(Optional<FoundingPort> port) {
    return port.isPresent() ? "port-tenant" : "alliance";
  }

  static String release(Optional<FoundingPort> port) {
    return port.map(FoundingPort::lower).orElse("alliance");
  }

  /**
   * The values of the alliance plane; or of a port, beside those that the registry hands out for
   * it.
   */
  Map<String, Object> of(Optional<FoundingPort> port, String repository, String tag) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("image", Map.of("repository", repository, "tag", tag));
    values.put("gateway", Map.of("discovery", false));
    values.put("database", database(port));
    values.put("network", network(port));
    if (port.isEmpty()) {
      plane(values);
    }
    return values;
  }

  private void plane(Map<String, Object> values) {
    values.put(
        "alliance",
        Map.of(
            "publicUrl", overTls(site.portal()),
            "issuer", overTls(site.issuer()),
            "networks", List.of(ContainerSite.NETWORK),
            "agencies", agencies()));
    values.put("keycloak", Map.of("operator", Map.of("enabled", false)));
    values.put("identity", Map.of("clientId", Keycloak.ADMINISTRATOR));
    values.put("ports", site.ports().stream().map(this::member).toList());
  }

  private Map<String, Object> member(FoundingPort port) {
    return Map.of(
        "locode", port.locode(),
        "title", port.title(),
        "url", overTls(site.gateway(port)),
        "keys", List.of(keys.pair(port.lower()).thumbprint()),
        "networks", List.of(ContainerSite.NETWORK));
  }

  private Map<String, Object> database(Optional<FoundingPort> port) {
    Map<String, Object> database = new LinkedHashMap<>();
    database.put("cnpg", Map.of("enabled", false));
    database.put(
        "external", Map.of("host", Postgres.PART, "port", databasePort, "caSecret", AUTHORITY));
    // one server for all of them, so that a port's databases and roles carry its name
    port.ifPresent(
        at -> {
          Map<String, Object> names = new LinkedHashMap<>();
          Map<String, Object> roles = new LinkedHashMap<>();
          for (Service service : List.of(Service.INTEL, Service.RISK)) {
            String name = at.lower() + "_" + service.word();
            names.put(service.word(), name);
            roles.put(service.word(), Map.of("owner", Databases.owner(name), "service", name));
          }
          database.put("names", names);
          database.put("roles", roles);
        });
    return database;
  }

  /** By name, what is in each: in a port's namespace, or in that of the alliance plane. */
  Map<String, Map<String, String>> secrets(Optional<FoundingPort> port, String authority) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    String plane = release(port);
    all.put(AUTHORITY, Map.of("ca.crt", authority));
    all.put(
        "gateway",
        Map.of(
            "alliance.gateway.sign-in.client-secret", secrets.of("client/portal-" + plane),
            "alliance.gateway.sign-in.cookie-key", secrets.hashKey("cookie/" + plane)));
    port.ifPresentOrElse(
        at -> {
          Path risk = keys.pair(at.lower() + "-risk").privateFile();
          Path shown = keys.pair(at.lower() + "-risk").publicFile();
          Path own = keys.pair(at.lower()).privateFile();
          service(all, plane, Service.INTEL, Map.of("signing.jwk", text(own)));
          all.put("tenant-test", proof(at));
          service(
              all,
              plane,
              Service.RISK,
              Map.of("signing.jwk", text(risk), "signing.pub.jwk", text(shown)));
        },
        () -> {
          Path root = keys.pair("root").privateFile();
          service(all, plane, Service.REGISTRY, Map.of("root.jwk", text(root)));
          service(all, plane, Service.IDENTITY, identity());
        });
    return all;
  }

  /** A machine client of the port, and as the stranger one of another port. */
  private Map<String, String> proof(FoundingPort port) {
    FoundingPort other = site.ports().stream().filter(at -> at != port).findFirst().orElseThrow();
    return Map.of(
        "client-id", system(port),
        "client-secret", secrets.of("client/" + system(port)),
        "stranger-id", system(other),
        "stranger-secret", secrets.of("client/" + system(other)));
  }

  private static String system(FoundingPort port) {
    return "pcs-" + port.lower();
  }

  private Map<String, String> identity() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    return Map.of(
        "alliance.identity.client-secret",
        secrets.of("client/" + Keycloak.ADMINISTRATOR),
        "desired-state.yaml",
        Configurations.yaml(new DesiredState(site, secrets, today).document()));
  }

  private void service(
      Map<String, Map<String, String>> all,
      String plane,
      Service service,
      Map<String, String> more) {
    Map<String, String> own = new LinkedHashMap<>(more);
    own.put("alliance.access.hash-key", secrets.hashKey("hash/" + plane + service.word()));
    all.put(service.word(), own);
    String role = plane.equals("alliance") ? service.word() : plane + "_" + service.word();
    all.put(service.word() + "-db", role(role));
    all.put(service.word() + "-db-owner", role(Databases.owner(role)));
  }

  /** As a Secret of type kubernetes.io/basic-auth. */
  private Map<String, String> role(String role) {
    return Map.of("username", role, "password", secrets.of("postgresql/" + role));
  }

  private static List<Map<String, String>> agencies() {
    return Cast.AGENCIES.stream()
        .map(agency -> Map.of("alias", agency.alias(), "name", agency.name()))
        .toList();
  }

  /** The way to other planes is in what the registry hands out for a port. */
  private Map<String, Object> network(Optional<FoundingPort> port) {
    Map<String, Object> here =
        Map.of("to", List.of(Map.of("ipBlock", Map.of("cidr", ContainerSite.NETWORK))));
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("database", both(here, Map.of("ports", List.of(databasePort))));
    if (port.isEmpty()) {
      network.put("alliance", both(here, Map.of("ports", List.of(ContainerSite.KEYCLOAK))));
    }
    return network;
  }

  private static Map<String, Object> both(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> both = new LinkedHashMap<>(one);
    both.putAll(other);
    return both;
  }

  /** The charts take no other. */
  static String overTls(String text) {
    return text.replace("http://", "https://");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
