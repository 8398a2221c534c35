package eu.portsalliance.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code alliance.json}: addresses, clients and people of this instance, for tools and tests. Only
 * its owner reads it.
 */
final class AllianceDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Site site;
  private final Secrets secrets;

  AllianceDocument(Site site, Secrets secrets) {
    this.site = site;
    this.secrets = secrets;
  }

  void write(Path file) {
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document()));
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("portal", site.portal());
    document.put("issuer", site.issuer());
    document.put("tokenEndpoint", site.issuer() + "/protocol/openid-connect/token");
    Map<String, Object> ports = new LinkedHashMap<>();
    for (FoundingPort port : site.ports()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("gateway", site.gateway(port));
      entry.put("taxii", site.gateway(port) + "/taxii2/");
      ports.put(port.locode(), entry);
    }
    document.put("ports", ports);
    Map<String, Object> clients = new LinkedHashMap<>();
    for (Cast.Machine machine : Cast.machines(site.ports())) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("secret", secrets.of("client/" + machine.clientId()));
      entry.put("roles", machine.roles());
      entry.put("port", machine.port().locode());
      clients.put(machine.clientId(), entry);
    }
    document.put("clients", clients);
    document.put("users", users());
    return document;
  }

  private List<Map<String, Object>> users() {
    List<Map<String, Object>> users = new ArrayList<>();
    for (Cast.Member member : Cast.members(site.ports())) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("username", member.username());
      entry.put("password", secrets.of("person/" + member.username()));
      entry.put("organisation", member.agency().alias());
      entry.put("agency", member.agency().alias());
      entry.put("displayName", member.displayName());
      entry.put("roles", member.roles());
      users.add(entry);
    }
    return users;
  }
}
