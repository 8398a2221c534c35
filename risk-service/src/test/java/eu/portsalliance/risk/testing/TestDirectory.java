package eu.portsalliance.risk.testing;

import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The alliance's directory, signed with the root key of the tests. */
public final class TestDirectory {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestDirectory() {}

  /** Rotterdam and Antwerp have keys; Hamburg has those given. */
  public static String signed(long serial, PortKey... hamburg) {
    Map<String, Object> directory =
        Map.of(
            "serial", serial,
            "issued", "2026-11-01T00:00:00Z",
            "ports",
                List.of(
                    port("NLRTM", TestKeys.ROTTERDAM),
                    port("BEANR", TestKeys.ANTWERP),
                    port("DEHAM", hamburg)),
            "organisations",
                List.of(
                    organisation("nl-customs", "authority", "NLRTM"),
                    organisation("nl-seaport-police", "authority", "NLRTM"),
                    organisation("be-federal-police", "authority", "BEANR"),
                    organisation("rotterdam-port-authority", "port-authority", "NLRTM"),
                    organisation("rwg", "operator", "NLRTM"),
                    organisation("of-a-later-kind", "customs-broker", "NLRTM")),
            "terminals", List.of(),
            "desks",
                List.of(
                    Map.of("port", "NLRTM", "name", "Desk Rotterdam", "contact", "desk@nl.test")));
    return Jws.sign(
        TestKeys.ROOT,
        "directory+jws",
        JSON.writeValueAsString(directory).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> organisation(String id, String kind, String port) {
    return Map.of("id", id, "name", id, "kind", kind, "country", "NL", "ports", List.of(port));
  }

  private static Map<String, Object> port(String locode, PortKey... keys) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (PortKey key : keys) {
      all.add(
          Map.of(
              "jwk",
              key.jwk().toPublicJWK().toJSONObject(),
              "thumbprint",
              key.thumbprint(),
              "notBefore",
              "2026-01-01T00:00:00Z",
              "notAfter",
              "2036-01-01T00:00:00Z"));
    }
    return Map.of(
        "locode",
        locode,
        "name",
        locode,
        "country",
        locode.substring(0, 2),
        "address",
        "http://" + locode + ".test",
        "status",
        "active",
        "protocol",
        List.of("1"),
        "keys",
        all);
  }
}
